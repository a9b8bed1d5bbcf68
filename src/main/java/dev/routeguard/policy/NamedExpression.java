package dev.routeguard.policy;

import java.util.Objects;

/** An expression and what its author calls it. */
public record NamedExpression(String name, Expression expression) {
  public NamedExpression {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expression, "expression");
  }
}
