package dev.routeguard.policy;

import java.util.Objects;
import java.util.Set;

/**
 * A compiled expression of a policy: our own interface around the expression language, so that only
 * {@link ExpressionCompiler} knows its library. Safe for several threads.
 */
public interface Expression {
  /** The text it was compiled from. */
  String source();

  /** The variables it reads, by name; of those that a policy composes, what they read. */
  Set<String> variables();

  /** Never throws: what goes wrong is a {@link Result.Failure}. */
  Result evaluate(Bindings variables);

  /** What came of it. */
  sealed interface Result {
    /** A value, of whatever type the expression gave. */
    record Value(Object value) implements Result {
      public Value {
        Objects.requireNonNull(value, "value");
      }
    }

    /** No value: why, in one line. */
    record Failure(String why) implements Result {
      public Failure {
        Objects.requireNonNull(why, "why");
      }
    }
  }
}
