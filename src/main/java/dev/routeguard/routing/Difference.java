package dev.routeguard.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * One thing in which two answers to a request differ.
 *
 * @param what {@code answer}, {@code backends}, {@code endpoints}, or the name of an attribute
 * @param one in words; {@code none} where the first answer has no such attribute
 * @param other likewise
 */
public record Difference(String what, String one, String other) {
  private static final String NONE = "none";

  public Difference {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(one, "one");
    Objects.requireNonNull(other, "other");
  }

  /** Everything in which two answers differ as users notice it; empty where nothing is. */
  public static List<Difference> between(Outcome one, Outcome other) {
    if (Answers.same(one, other)) {
      return List.of();
    }
    if (one instanceof Outcome.Forward first && other instanceof Outcome.Forward second) {
      return between(first, second);
    }
    return List.of(new Difference("answer", InWords.outcome(one), InWords.outcome(other)));
  }

  private static List<Difference> between(Outcome.Forward one, Outcome.Forward other) {
    var found = new ArrayList<Difference>();
    boolean isSameBackends = Answers.samePercents(Answers.byBackend(one), Answers.byBackend(other));
    var first = InWords.outcome(one);
    var second = InWords.outcome(other);
    if (!isSameBackends || !first.equals(second)) {
      found.add(new Difference(isSameBackends ? "endpoints" : "backends", first, second));
    }
    found.addAll(attributes(one.attributes(), other.attributes()));
    return found;
  }

  private static List<Difference> attributes(Map<String, String> one, Map<String, String> other) {
    var names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    return names.stream()
        .map(n -> new Difference(n, one.getOrDefault(n, NONE), other.getOrDefault(n, NONE)))
        .filter(difference -> !difference.one().equals(difference.other()))
        .toList();
  }

  @Override
  public String toString() {
    return what + ": " + one + " -> " + other;
  }
}
