package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/**
 * One route as a dialect reads it.
 *
 * @param fieldPath where it is written in its object
 * @param rank lower wins; routes of equal rank that match the same request and answer differently
 *     leave the winner open
 */
public record Route(
    Listening listening,
    RouteMatch match,
    ObjectRef object,
    String fieldPath,
    int rank,
    Action action) {
  public Route {
    Objects.requireNonNull(listening, "listening");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(action, "action");
  }

  /** Of what tells most routes apart, as comparing tables hashes each many times. */
  @Override
  public int hashCode() {
    return 31 * match.hashCode() + object.hashCode();
  }

  public Route withRank(int other) {
    return new Route(listening, match, object, fieldPath, other, action);
  }
}
