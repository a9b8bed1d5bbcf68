package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RoutedMatch;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * R35. Where equal matches go to the oldest object, one that is deleted and made again is the
 * youngest; gateway-api, HTTPRouteRule: "The oldest Route based on creation timestamp".
 */
public final class PrecedenceLost implements ChangeCheck {
  static final String NAME = "precedence-lost";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R35",
          NAME,
          "Recreation loses precedence",
          Severity.MEDIUM,
          "An object is deleted and created again, and another object with an equal match is older"
              + " than the new one: it answers now.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var made = new HashSet<ObjectRef>();
    for (Change change : situation.changes()) {
      var before = situation.before().estate().find(change.ref());
      var after = situation.after().estate().find(change.ref());
      if (before.isPresent()
          && after.isPresent()
          && after.get().created().isAfter(before.get().created())) {
        made.add(change.ref());
      }
    }
    return situation.diff().deltas().stream()
        .filter(delta -> isHandedOver(delta, made, situation))
        .map(PrecedenceLost::found)
        .toList();
  }

  private static boolean isHandedOver(RouteDelta delta, Set<ObjectRef> made, Situation situation) {
    var from = delta.object();
    var to = delta.objectAfter();
    return from != null
        && to != null
        && !from.equals(to)
        && made.contains(from)
        && situation.after().routesOf(from).stream()
            .map(RoutedMatch::match)
            .anyMatch(delta.match()::equals);
  }

  private static Found found(RouteDelta delta) {
    var from = Objects.requireNonNull(delta.object());
    var place = Wording.place(delta.entry(), delta.match(), delta.witness());
    return Found.at(
            DESCRIPTION,
            from,
            place,
            delta.fieldPath(),
            "%s was answered by %s, the older one; made again it is the younger, and %s answers"
                .formatted(place, from, delta.objectAfter()),
            "Edit the object in place.")
        .shownBy(delta.witness());
  }
}
