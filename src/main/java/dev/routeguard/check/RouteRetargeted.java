package dev.routeguard.check;

import com.google.re2j.Pattern;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.Share;
import java.util.List;
import java.util.Optional;

/**
 * R06. An unchanged match now goes to another Service. A successor of the same name with about as
 * many ready endpoints is how people deploy; a move inside a split is {@link WeightJump}.
 */
public final class RouteRetargeted implements ChangeCheck {
  static final String NAME = "route-retargeted";
  private static final String SUFFIX = "successorSuffix";
  private static final String MIN_RATIO = "minCapacityRatio";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R06",
          NAME,
          "Destination of an existing route changed",
          Severity.MEDIUM,
          "A match that stays as it is goes to another backend, which is no successor of the old"
              + " one by name and size.",
          List.of(
              ParameterSpec.regex(
                  SUFFIX,
                  "-(v?[0-9.]+|blue|green|stable|canary)$",
                  "Expression for the part of a Service's name that tells versions apart."),
              ParameterSpec.share(
                  MIN_RATIO, 0.8, "Least share of the old ready endpoints a successor has.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var suffix = parameters.regex(SUFFIX);
    var ratio = parameters.decimal(MIN_RATIO);
    return situation.diff().of(RouteDelta.Type.MOVED).stream()
        .filter(delta -> delta.before().isServed() && sameMatch(situation, delta))
        .flatMap(delta -> found(delta, suffix, ratio).stream())
        .toList();
  }

  private static boolean sameMatch(Situation situation, RouteDelta delta) {
    var before = situation.before().explain(delta.entry(), delta.witness()).winner();
    var after = situation.after().explain(delta.entry(), delta.witness()).winner();
    return before != null && after != null && before.match().equals(after.match());
  }

  private static Optional<Found> found(RouteDelta delta, Pattern suffix, double ratio) {
    var was = only(delta.before());
    var now = only(delta.after());
    if (was.isEmpty()
        || now.isEmpty()
        || isSuccessor(was.get(), now.get(), suffix, ratio)
        || delta.objectAfter() == null) {
      return Optional.empty();
    }
    var object = delta.objectAfter();
    var place = Wording.place(delta.entry(), delta.match(), delta.witness());
    return Optional.of(
        Found.at(
                DESCRIPTION,
                object,
                place,
                delta.fieldPath(),
                "%s goes to %s instead of %s"
                    .formatted(
                        place,
                        Wording.outcome(delta.after(), object.namespace()),
                        Wording.outcome(delta.before(), object.namespace())),
                "Confirm the target; move by weight where you are not sure.")
            .shownBy(delta.witness()));
  }

  private static Optional<Share> only(Outcome outcome) {
    if (!(outcome instanceof Forward forward)) {
      return Optional.empty();
    }
    var used = forward.shares().stream().filter(share -> share.percent() > 0).toList();
    return used.size() == 1 ? Optional.of(used.get(0)) : Optional.empty();
  }

  private static boolean isSuccessor(Share was, Share now, Pattern suffix, double ratio) {
    return was.backend().namespace().equals(now.backend().namespace())
        && stem(was.backend(), suffix).equals(stem(now.backend(), suffix))
        && now.readyEndpoints() >= ratio * was.readyEndpoints();
  }

  private static String stem(Backend backend, Pattern suffix) {
    return suffix.matcher(backend.service()).replaceFirst("");
  }
}
