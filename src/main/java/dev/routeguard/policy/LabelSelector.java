package dev.routeguard.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A label selector as Kubernetes means it: all requirements hold. The empty one selects everything.
 */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
  public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

  public LabelSelector {
    matchLabels = Map.copyOf(matchLabels);
    matchExpressions = List.copyOf(matchExpressions);
  }

  /** One of {@code matchExpressions}. */
  public record Requirement(String key, Operator operator, Set<String> values) {
    public Requirement {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(operator, "operator");
      values = Set.copyOf(values);
    }

    @Override
    public String toString() {
      var sorted = "(" + String.join(",", new TreeSet<>(values)) + ")";
      return switch (operator) {
        case IN -> key + " in " + sorted;
        case NOT_IN -> key + " notin " + sorted;
        case EXISTS -> key;
        case DOES_NOT_EXIST -> "!" + key;
      };
    }

    boolean holds(Map<String, String> labels) {
      var value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }

  /** How a requirement compares. */
  public enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String label;

    Operator(String label) {
      this.label = label;
    }

    /** As written in selectors. */
    @Override
    public String toString() {
      return label;
    }
  }

  /** As it is written in queries: {@code app=web,tier in (edge,front),!legacy}. */
  @Override
  public String toString() {
    var labels =
        new TreeMap<>(matchLabels)
            .entrySet().stream().map(label -> label.getKey() + "=" + label.getValue());
    return Stream.concat(labels, matchExpressions.stream().map(Requirement::toString))
        .collect(Collectors.joining(","));
  }

  public boolean isEmpty() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }

  public boolean matches(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && matchExpressions.stream().allMatch(requirement -> requirement.holds(labels));
  }
}
