package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/**
 * One route as it stands in a table: what it matches, where it is written, and what it would answer
 * by itself, whether or not another route ranks before it.
 *
 * @param object the object it is written in
 * @param fieldPath where in the object, such as {@code spec.rules[0].http.paths[1]}
 * @param outcome what the route answers to the witness where it wins
 * @param witness a request the route matches
 */
public record RoutedMatch(
    Entry entry,
    RouteMatch match,
    ObjectRef object,
    String fieldPath,
    Outcome outcome,
    Request witness) {
  public RoutedMatch {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(witness, "witness");
  }
}
