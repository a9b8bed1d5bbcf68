package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Outcome.Undefined;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * R04. Requests served before by one object go, with another outcome, to another that the change
 * edits, adds or wakes up by an attachment, a label or a grant. Carving a narrower match out of a
 * route of one's own namespace is normal work (rule 9); out of another namespace's it is not. Not
 * raised where the first object gave the match up in the same change.
 */
public final class RouteTakenOver implements ChangeCheck {
  static final String NAME = "route-taken-over";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R04",
          NAME,
          "Change takes traffic another object serves",
          Severity.CRITICAL,
          "Requests that one object served go, with another outcome, to another object that the"
              + " change edits, adds or wakes up.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (var delta : situation.diff().deltas()) {
      if (delta.before().isServed() && !(delta.after() instanceof Undefined)) {
        takeover(situation, delta).map(Found::of).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Finding> takeover(Situation situation, RouteDelta delta) {
    var loser = winner(situation.before().explain(delta.entry(), delta.witness()).winner());
    var taker = winner(situation.after().explain(delta.entry(), delta.witness()).winner());
    if (loser.isEmpty()
        || taker.isEmpty()
        || taker.get().object().equals(loser.get().object())
        || gaveUp(situation, loser.get(), taker.get())
        || Carving.is(loser.get(), taker.get())) {
      return Optional.empty();
    }
    return Optional.of(finding(delta, loser.get(), taker.get()));
  }

  private static Optional<RoutedMatch> winner(@Nullable RoutedMatch match) {
    return Optional.ofNullable(match);
  }

  /**
   * Whether the loser no longer claims what it served. Asked of an estate without the taker: some
   * dialects leave a match that lost out of their table altogether.
   */
  private static boolean gaveUp(Situation situation, RoutedMatch loser, RoutedMatch taker) {
    return situation.changes(loser.object())
        && RouteTables.of(situation.after().estate().without(taker.object()))
            .routesOf(loser.object())
            .stream()
            .noneMatch(
                route ->
                    route.entry().equals(loser.entry()) && route.match().equals(loser.match()));
  }

  private static Finding finding(RouteDelta delta, RoutedMatch loser, RoutedMatch taker) {
    ObjectRef object = taker.object();
    return new Finding(
        NAME,
        Severity.CRITICAL,
        object,
        Wording.place(taker),
        taker.fieldPath(),
        "%s takes %s from %s (was %s; now %s)"
            .formatted(
                object,
                Wording.place(delta.entry(), delta.match(), delta.witness()),
                loser.object(),
                Wording.outcome(delta.before(), loser.object().namespace()),
                Wording.outcome(delta.after(), loser.object().namespace())),
        "Use another %s, or let the owner of %s remove it first."
            .formatted(Wording.matchNoun(object), loser.object()),
        delta.witness().toString());
  }
}
