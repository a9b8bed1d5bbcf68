package dev.routeguard.routing;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Why a route that matches a request does not answer it, in words. The dialect has put the routes
 * in order; where its order follows from what the matches say, the first difference is named.
 */
final class LossReasons {
  /** Dialects whose order is by host, path and conditions, and then by age. */
  private static final Set<String> BY_MATCH = Set.of("spec", "ingress-nginx", "contour", "cilium");

  private final RouteTables tables;

  LossReasons(RouteTables tables) {
    this.tables = tables;
  }

  String why(RoutedMatch winner, RoutedMatch loser) {
    var dialect = tables.dialectOf(winner.entry());
    boolean isByMatch = winner.entry().type() == Entry.Type.GATEWAY || BY_MATCH.contains(dialect);
    return Optional.of(isByMatch)
        .filter(is -> is)
        .flatMap(is -> difference(winner, loser))
        .orElse("the order of " + dialect + " puts it later");
  }

  private Optional<String> difference(RoutedMatch winner, RoutedMatch loser) {
    return winner.match().equals(loser.match())
        ? ofEquals(winner, loser)
        : ofMatches(winner.match(), loser.match());
  }

  private static Optional<String> ofMatches(RouteMatch winner, RouteMatch loser) {
    if (!winner.host().equals(loser.host())) {
      return when(loser.host().length() < winner.host().length(), "its host is less specific");
    }
    boolean isExact = winner.pathType() == RouteMatch.PathType.EXACT;
    if (isExact != (loser.pathType() == RouteMatch.PathType.EXACT)) {
      return when(isExact, "its path is not exact");
    }
    if (winner.path().length() != loser.path().length()) {
      return when(loser.path().length() < winner.path().length(), "its path is shorter");
    }
    if (winner.method().isEmpty() != loser.method().isEmpty()) {
      return when(loser.method().isEmpty(), "it asks for no method");
    }
    if (winner.headers().size() != loser.headers().size()) {
      return when(loser.headers().size() < winner.headers().size(), "it asks for fewer headers");
    }
    return when(loser.query().size() < winner.query().size(), "it asks for less of the query");
  }

  private Optional<String> ofEquals(RoutedMatch winner, RoutedMatch loser) {
    if (winner.object().equals(loser.object())) {
      boolean isLater = FieldPaths.ORDER.compare(winner.fieldPath(), loser.fieldPath()) < 0;
      return when(isLater, "the same match stands before it in the object");
    }
    var winnersAge = created(winner);
    var losersAge = created(loser);
    if (!winnersAge.equals(losersAge)) {
      return when(winnersAge.isBefore(losersAge), winner.object() + " is older");
    }
    boolean isFirst = winner.object().compareTo(loser.object()) < 0;
    return when(isFirst, winner.object() + ", of the same age, comes first by name");
  }

  private Instant created(RoutedMatch route) {
    return tables.estate().find(route.object()).map(o -> o.created()).orElse(Instant.MIN);
  }

  private static Optional<String> when(boolean holds, String words) {
    return holds ? Optional.of(words) : Optional.empty();
  }
}
