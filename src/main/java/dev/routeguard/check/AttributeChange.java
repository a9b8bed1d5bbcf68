package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteDelta;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What users notice of a route that a backend answered before and answers after the change.
 *
 * @param before empty where the route had no such attribute
 * @param after empty where it has none
 */
record AttributeChange(
    RouteDelta delta, ObjectRef object, RouteAttribute attribute, String before, String after) {

  /** The changes of one attribute, in routes that were served before. */
  static Stream<AttributeChange> of(RouteAttribute attribute, Situation situation) {
    return situation.diff().deltas().stream()
        .flatMap(delta -> of(attribute, delta))
        .filter(change -> !change.before().equals(change.after()));
  }

  private static Stream<AttributeChange> of(RouteAttribute attribute, RouteDelta delta) {
    var object = delta.objectAfter() != null ? delta.objectAfter() : delta.object();
    return delta.before() instanceof Forward old
            && delta.after() instanceof Forward now
            && old.isServed()
            && object != null
        ? Stream.of(
            new AttributeChange(
                delta, object, attribute, value(attribute, old), value(attribute, now)))
        : Stream.empty();
  }

  private static String value(RouteAttribute attribute, Forward forward) {
    return forward.attributes().getOrDefault(attribute.key(), "");
  }

  boolean isSameObject() {
    return Objects.equals(delta.object(), delta.objectAfter());
  }

  boolean isRemoved() {
    return !before.isEmpty() && after.isEmpty();
  }

  /** A finding about the attribute at this route's host, however many paths it has. */
  Found found(CheckDescription check, String words, String remedy) {
    var host = Wording.host(delta.match().host());
    return Found.at(
            check,
            object,
            "%s at %s".formatted(attribute.key(), host),
            delta.fieldPath(),
            "%s %s".formatted(Wording.place(delta.entry(), delta.match(), delta.witness()), words),
            remedy)
        .shownBy(delta.witness());
  }
}
