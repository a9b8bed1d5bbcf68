package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import dev.routeguard.estate.Kind;
import dev.routeguard.routing.Share.Readiness;
import dev.routeguard.routing.conditions.Condition;
import dev.routeguard.routing.conditions.GatewayConditions;
import java.util.ArrayList;
import java.util.List;

/**
 * R17. A reference into another namespace that nobody there allows; gateway-api, ReferenceGrant.
 */
public final class ReferenceNotGranted implements StateCheck {
  static final String NAME = "reference-not-granted";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R17",
          NAME,
          "Cross-namespace reference without grant",
          Severity.HIGH,
          "A backend or certificate in another namespace is referred to, and no ReferenceGrant there allows it.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    scope
        .shares()
        .filter(routed -> routed.share().readiness() == Readiness.NOT_GRANTED)
        .forEach(routed -> found.add(new Found(backend(routed), routed.route())));
    var conditions = GatewayConditions.of(scope.estate());
    scope
        .present(Kind.GATEWAY)
        .flatMap(gateway -> conditions.ofGateway(gateway.ref()).stream())
        .filter(one -> one.reason().equals("RefNotPermitted") && isOfListener(one))
        .forEach(one -> found.add(certificate(one)));
    return found;
  }

  private static boolean isOfListener(Condition one) {
    return one.object().kind() == Kind.GATEWAY || one.object().kind() == Kind.LISTENER_SET;
  }

  private static Finding backend(RoutedShare routed) {
    var object = routed.route().object();
    var backend = routed.share().backend();
    return BackendFindings.finding(
        NAME,
        DESCRIPTION.severity(),
        routed,
        "%s goes to %s in another namespace, which no ReferenceGrant allows%s"
            .formatted(
                Wording.place(routed.route()),
                backend,
                BackendFindings.answeredInstead(routed.share())),
        "Create a ReferenceGrant in namespace %s: from %s of namespace %s, to Service %s."
            .formatted(backend.namespace(), object.kind(), object.namespace(), backend.service()));
  }

  private static Found certificate(Condition condition) {
    return Found.at(
        DESCRIPTION,
        condition.object(),
        "listener " + condition.section(),
        "spec.listeners",
        "listener %s of %s refers to a certificate in another namespace, which no ReferenceGrant"
                .formatted(condition.section(), condition.object())
            + " allows",
        "Create a ReferenceGrant in the namespace of the Secret: from %s of namespace %s, to Secret."
            .formatted(condition.object().kind(), condition.object().namespace()));
  }
}
