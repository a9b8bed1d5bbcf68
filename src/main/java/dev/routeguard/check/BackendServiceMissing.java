package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import dev.routeguard.routing.Share.Readiness;
import java.util.List;

/**
 * R01. A backend names a Service that is absent from the namespace it resolves to; raised on the
 * route also when a change deletes the Service. Gateway API answers that weight's share 500,
 * ingress-nginx 503.
 */
public final class BackendServiceMissing implements StateCheck {
  static final String NAME = "backend-service-missing";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R01",
          NAME,
          "Backend Service does not exist",
          Severity.HIGH,
          "A backend of a route names a Service that does not exist in its namespace, also because"
              + " the change deletes it.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .shares()
        .filter(routed -> routed.share().readiness() == Readiness.SERVICE_MISSING)
        .map(BackendServiceMissing::found)
        .toList();
  }

  private static Found found(RoutedShare routed) {
    var backend = routed.share().backend();
    var finding =
        BackendFindings.finding(
            NAME,
            severity(routed),
            routed,
            "%s goes to Service %s, which does not exist in namespace %s%s"
                .formatted(
                    Wording.place(routed.route()),
                    backend.service(),
                    backend.namespace(),
                    BackendFindings.answeredInstead(routed.share())),
            "Create the Service first, or correct its name or namespace.");
    return new Found(finding, routed.route());
  }

  // A backend that gets no request yet hurts nobody until its weight rises.
  private static Severity severity(RoutedShare routed) {
    return routed.share().percent() > 0 ? Severity.HIGH : Severity.MEDIUM;
  }
}
