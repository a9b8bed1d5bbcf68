package dev.routeguard.check;

import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RoutedMatch;

/**
 * Rule 9. A more specific match that takes requests out of a broader route of the same namespace is
 * normal work: it is in the diff, and no finding. Out of another namespace's it is {@link
 * RouteTakenOver}.
 */
final class Carving {
  private Carving() {}

  /** Whether the difference is only that a narrower match of one's own takes its requests. */
  static boolean is(Situation situation, RouteDelta delta) {
    var loser = situation.before().explain(delta.entry(), delta.witness()).winner();
    var taker = situation.after().explain(delta.entry(), delta.witness()).winner();
    return loser != null && taker != null && is(loser, taker);
  }

  /** Whether a match takes its requests out of a broader one of the same namespace. */
  static boolean is(RoutedMatch loser, RoutedMatch taker) {
    return loser.object().namespace().equals(taker.object().namespace())
        && isNarrower(taker.match(), loser.match());
  }

  /** Whether one match takes a true part of what the other takes, by what is written. */
  private static boolean isNarrower(RouteMatch one, RouteMatch other) {
    return !one.equals(other)
        && (!one.host().equals(other.host())
            || !one.path().equals(other.path())
            || one.pathType() != other.pathType()
            || !one.method().equals(other.method())
            || one.headers().size() > other.headers().size()
            || one.query().size() > other.query().size())
        && hostWithin(one.host(), other.host())
        && pathWithin(one, other)
        && (other.method().isEmpty() || other.method().equals(one.method()))
        && one.headers().entrySet().containsAll(other.headers().entrySet())
        && one.query().entrySet().containsAll(other.query().entrySet());
  }

  private static boolean hostWithin(String host, String other) {
    return other.isEmpty()
        || host.equals(other)
        || (other.startsWith("*.") && host.endsWith(other.substring(1)));
  }

  private static boolean pathWithin(RouteMatch one, RouteMatch other) {
    return switch (other.pathType()) {
      case EXACT -> one.pathType() == RouteMatch.PathType.EXACT && one.path().equals(other.path());
      case PREFIX, STRING_PREFIX -> one.path().startsWith(other.path());
      // What a regular expression takes is not compared; the same one written twice is.
      case REGEX, REGEX_IGNORE_CASE -> one.path().equals(other.path());
    };
  }
}
