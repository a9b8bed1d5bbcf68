package dev.routeguard.check;

import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDelta.Type;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * C06. Requests move to backends that answer, but with far fewer ready endpoints than those that
 * answered before (Slack, May 2020). A backend without any is {@link BackendNoReadyEndpoints} or
 * {@link WeightToDeadBackend}.
 */
public final class CapacityReduced implements ChangeCheck {
  static final String NAME = "capacity-reduced";
  private static final String MIN_RATIO = "minCapacityRatio";
  private static final Set<Type> MOVES = Set.of(Type.LOST, Type.MOVED, Type.REWEIGHTED);

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C06",
          NAME,
          "Traffic moves to a smaller backend",
          Severity.HIGH,
          "The new backends of a route together have less than minCapacityRatio of the ready"
              + " endpoints that the old ones had; shares of a split count by weight.",
          List.of(
              ParameterSpec.share(
                  MIN_RATIO, 0.5, "Smallest part of the ready endpoints that may be left.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var least = parameters.decimal(MIN_RATIO);
    return situation.diff().deltas().stream()
        .filter(delta -> MOVES.contains(delta.type()))
        .filter(delta -> delta.before().isServed() && isServedByBackend(delta))
        .filter(delta -> Capacity.falls(delta.before(), delta.after(), least))
        .filter(delta -> !Carving.is(situation, delta))
        .map(CapacityReduced::found)
        .toList();
  }

  private static boolean isServedByBackend(RouteDelta delta) {
    return delta.after() instanceof Forward forward
        && forward.isServed()
        && (delta.object() != null || delta.objectAfter() != null);
  }

  private static Found found(RouteDelta delta) {
    var object = Objects.requireNonNullElse(delta.objectAfter(), delta.object());
    var place = Wording.place(delta.entry(), delta.match(), delta.witness());
    return Found.at(
            DESCRIPTION,
            object,
            place,
            Wording.backendField(object, delta.fieldPath()),
            "%s moves from %s to %s, which has to carry the same requests"
                .formatted(
                    place,
                    Capacity.inWords(delta.before(), object.namespace()),
                    Capacity.inWords(delta.after(), object.namespace())),
            "Scale the new backend to the size of the old one first, then move the traffic.")
        .shownBy(delta.witness());
  }
}
