package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Share.Readiness;
import java.util.ArrayList;
import java.util.List;

/**
 * R19. A positive share of a split goes to an invalid backend or to a Service without ready
 * endpoints, or all weights are zero. Gateway API answers such a share 500 or 503 (HTTPRoute
 * BackendRef, "weight"). An ingress-nginx canary without endpoints is not meant: that controller
 * falls back to the primary, which the dialect knows.
 */
public final class WeightToDeadBackend implements StateCheck {
  static final String NAME = "weight-to-dead-backend";
  private static final String CRITICAL_SHARE = "criticalShare";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R19",
          NAME,
          "Weight goes to nothing",
          Severity.HIGH,
          "Weights of a rule are all zero, or a positive share goes to an invalid backend or to a"
              + " Service without ready endpoints.",
          List.of(
              ParameterSpec.share(
                  CRITICAL_SHARE, 0.10, "Above this share of lost requests it is Critical.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var criticalPercent = 100 * parameters.decimal(CRITICAL_SHARE);
    var found = new ArrayList<Found>();
    for (var route : scope.routes()) {
      if (route.outcome() instanceof Forward forward) {
        found.addAll(of(scope.estate(), route, forward, criticalPercent));
      }
    }
    return found;
  }

  private static List<Found> of(
      Estate estate, RoutedMatch route, Forward forward, double criticalPercent) {
    if (forward.shares().stream().noneMatch(share -> share.percent() > 0)) {
      return List.of(allZero(route));
    }
    var severity = lost(forward) > criticalPercent ? Severity.CRITICAL : Severity.HIGH;
    return forward.shares().stream()
        .filter(share -> share.percent() > 0 && !share.isServed())
        .map(share -> new RoutedShare(route, forward, share))
        .filter(routed -> !routed.isWhole())
        .map(routed -> found(estate, routed, severity))
        .toList();
  }

  private static double lost(Forward forward) {
    return forward.shares().stream()
        .filter(share -> !share.isServed())
        .mapToDouble(Share::percent)
        .sum();
  }

  private static Found found(Estate estate, RoutedShare routed, Severity severity) {
    var share = routed.share();
    var finding =
        BackendFindings.finding(
            NAME,
            severity,
            routed,
            "%s of requests to %s go to %s, %s"
                .formatted(
                    Wording.percent(share.percent()),
                    Wording.place(routed.route()),
                    Wording.backend(share.backend(), routed.route().object().namespace()),
                    why(estate, share)),
            "Give it weight 0 until it is ready.");
    return new Found(finding, routed.route());
  }

  private static String why(Estate estate, Share share) {
    return share.readiness() == Readiness.NO_READY_ENDPOINTS
        ? BackendFindings.noReadyEndpoint(estate, share.backend())
        : Wording.whyDead(share);
  }

  private static Found allZero(RoutedMatch route) {
    var finding =
        new Finding(
            NAME,
            Severity.CRITICAL,
            route.object(),
            Wording.place(route) + " -> all weights zero",
            Wording.backendField(route.object(), route.fieldPath()),
            "all weights of %s are 0, so no request is answered".formatted(Wording.place(route)),
            "Give at least one backend a weight.",
            route.witness().toString());
    return new Found(finding, route);
  }
}
