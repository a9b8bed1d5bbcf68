package dev.routeguard.check;

import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** R21. A split moves too far in one change. */
public final class WeightJump implements ChangeCheck {
  static final String NAME = "weight-jump";
  private static final String MAX_STEP = "maxStep";
  private static final String FINAL_STEP = "finalStepFrom";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R21",
          NAME,
          "Split moves too far at once",
          Severity.MEDIUM,
          "The share of a backend in a split rises by more than maxStep points in one change, and its share before was below finalStepFrom.",
          List.of(
              ParameterSpec.number(MAX_STEP, 25, 1, 100, "Points a share may rise by at once."),
              ParameterSpec.number(
                  FINAL_STEP, 50, 1, 100, "From this share on, all the rest may follow at once.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (RouteDelta delta : situation.diff().deltas()) {
      if (delta.before() instanceof Forward before && delta.after() instanceof Forward after) {
        jump(before, after, parameters)
            .ifPresent(backend -> found.add(found(delta, before, after, backend, parameters)));
      }
    }
    return found;
  }

  private static Optional<Backend> jump(Forward before, Forward after, Parameters parameters) {
    if (before.shares().size() < 2 && after.shares().size() < 2) {
      return Optional.empty();
    }
    return after.shares().stream()
        .map(Share::backend)
        .distinct()
        .filter(one -> percent(before, one) > 0 || before.shares().size() > 1)
        .filter(one -> percent(after, one) - percent(before, one) > parameters.decimal(MAX_STEP))
        .filter(one -> percent(before, one) < parameters.decimal(FINAL_STEP))
        .findFirst();
  }

  private static double percent(Forward forward, Backend backend) {
    return forward.shares().stream()
        .filter(share -> share.backend().equals(backend))
        .mapToDouble(Share::percent)
        .sum();
  }

  private static Found found(
      RouteDelta delta, Forward before, Forward after, Backend backend, Parameters parameters) {
    var object = Objects.requireNonNullElse(delta.objectAfter(), delta.object());
    return Found.at(
            DESCRIPTION,
            Objects.requireNonNull(object),
            Wording.place(delta.entry(), delta.match(), delta.witness()) + " -> " + backend,
            Wording.backendField(object, delta.fieldPath()),
            "%s gives %s %s of the requests at once, and gave it %s"
                .formatted(
                    Wording.place(delta.entry(), delta.match(), delta.witness()),
                    backend,
                    Wording.percent(percent(after, backend)),
                    Wording.percent(percent(before, backend))),
            "Step by at most %d points, wait, and step again."
                .formatted((long) parameters.decimal(MAX_STEP)))
        .shownBy(delta.witness());
  }
}
