package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Share.Readiness;
import java.util.List;

/**
 * C01. All requests of a route end on a Service without a ready endpoint, by retargeting or by an
 * edit of the Service or of hand-kept slices. Where only a weight of a route goes there, that is
 * {@link WeightToDeadBackend}.
 */
public final class BackendNoReadyEndpoints implements StateCheck {
  static final String NAME = "backend-no-ready-endpoints";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C01",
          NAME,
          "Backend has no ready endpoint",
          Severity.CRITICAL,
          "All requests of a route end on a Service whose EndpointSlices hold no ready endpoint.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .shares()
        .filter(routed -> routed.share().readiness() == Readiness.NO_READY_ENDPOINTS)
        .filter(RoutedShare::isWhole)
        .map(routed -> found(scope.estate(), routed))
        .toList();
  }

  private static Found found(Estate estate, RoutedShare routed) {
    var backend = routed.share().backend();
    var finding =
        BackendFindings.finding(
            NAME,
            Severity.CRITICAL,
            routed,
            "%s goes to %s, %s%s"
                .formatted(
                    Wording.place(routed.route()),
                    Wording.backend(backend, routed.route().object().namespace()),
                    BackendFindings.noReadyEndpoint(estate, backend),
                    BackendFindings.answeredInstead(routed.share())),
            "Wait until an endpoint is ready, or keep the old backend.");
    return new Found(finding, routed.route());
  }
}
