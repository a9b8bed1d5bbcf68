package dev.routeguard.check;

import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.Share;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * R21. The share of one backend of a split rises by too much in one step; practice of Argo Rollouts
 * and Flagger. Replacing the only backend is {@link RouteRetargeted}.
 */
public final class WeightJump implements ChangeCheck {
  static final String NAME = "weight-jump";
  private static final String MAX_STEP = "maxStep";
  private static final String FINAL_FROM = "finalStepFrom";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R21",
          NAME,
          "Split moves too far at once",
          Severity.MEDIUM,
          "The share of one backend of a split rises by more than maxStep points in one change.",
          List.of(
              ParameterSpec.number(MAX_STEP, 25, 1, 100, "Most points a share may rise at once."),
              ParameterSpec.number(
                  FINAL_FROM, 50, 0, 100, "Share from which a backend may take everything.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var step = parameters.decimal(MAX_STEP);
    var last = parameters.decimal(FINAL_FROM);
    return situation.diff().deltas().stream()
        .filter(delta -> delta.objectAfter() != null && delta.before().isServed())
        .filter(delta -> isSplit(delta.before()) || isSplit(delta.after()))
        .flatMap(delta -> found(delta, step, last))
        .toList();
  }

  private static boolean isSplit(Outcome outcome) {
    return outcome instanceof Forward forward
        && forward.shares().stream().filter(share -> share.percent() > 0).count() > 1;
  }

  private static Stream<Found> found(RouteDelta delta, double step, double last) {
    var before = shares(delta.before());
    return shares(delta.after()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Backend::toString)))
        .filter(
            share -> {
              var was = before.getOrDefault(share.getKey(), 0.0);
              var isLast = share.getValue() >= 100 && was >= last;
              return share.getValue() - was > step + 0.01 && !isLast;
            })
        .map(share -> found(delta, share.getKey(), before, share.getValue()));
  }

  private static Map<Backend, Double> shares(Outcome outcome) {
    var shares = new HashMap<Backend, Double>();
    if (outcome instanceof Forward forward) {
      for (Share share : forward.shares()) {
        shares.merge(share.backend(), share.percent(), Double::sum);
      }
    }
    return shares;
  }

  private static Found found(
      RouteDelta delta, Backend backend, Map<Backend, Double> before, double now) {
    var object = Objects.requireNonNull(delta.objectAfter());
    var place = Wording.place(delta.entry(), delta.match(), delta.witness());
    return Found.at(
            DESCRIPTION,
            object,
            place + " -> " + backend,
            Wording.backendField(object, delta.fieldPath()),
            "%s gives %s %s at once, up from %s"
                .formatted(
                    place,
                    Wording.backend(backend, object.namespace()),
                    Wording.percent(now),
                    Wording.percent(before.getOrDefault(backend, 0.0))),
            "Raise the share in steps, and wait between them.")
        .shownBy(delta.witness());
  }
}
