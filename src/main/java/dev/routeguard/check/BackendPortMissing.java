package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Share.Readiness;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * R02. The Service exists but has no port of that number or name; raised on the route also when an
 * edit of the Service removes or renames the port.
 */
public final class BackendPortMissing implements StateCheck {
  static final String NAME = "backend-port-missing";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R02",
          NAME,
          "Backend port not on the Service",
          Severity.HIGH,
          "A backend of a route names a port that its Service does not have, also because the"
              + " change removes or renames it.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .shares()
        .filter(routed -> routed.share().readiness() == Readiness.PORT_MISSING)
        .map(routed -> found(scope.estate(), routed))
        .toList();
  }

  private static Found found(Estate estate, RoutedShare routed) {
    var backend = routed.share().backend();
    var ports = ports(estate, backend);
    var finding =
        BackendFindings.finding(
            NAME,
            routed.share().percent() > 0 ? Severity.HIGH : Severity.MEDIUM,
            routed,
            "%s goes to port %s of Service %s, which has %s%s"
                .formatted(
                    Wording.place(routed.route()),
                    backend.port().isEmpty() ? "(none)" : backend.port(),
                    Wording.service(backend, routed.route().object().namespace()),
                    ports.isEmpty() ? "no port" : "only " + ports,
                    BackendFindings.answeredInstead(routed.share())),
            ports.isEmpty()
                ? "Give the Service that port."
                : "Use " + ports + ", or keep the old port until routes have moved.");
    return new Found(finding, routed.route());
  }

  private static String ports(Estate estate, Backend backend) {
    return estate
        .service(backend.namespace(), backend.service())
        .map(service -> service.list("spec", "ports"))
        .orElse(List.of())
        .stream()
        .filter(Map.class::isInstance)
        .map(port -> inWords((Map<?, ?>) port))
        .collect(Collectors.joining(", "));
  }

  private static String inWords(Map<?, ?> port) {
    return port.get("name") instanceof String name
        ? "%s (%s)".formatted(port.get("port"), name)
        : String.valueOf(port.get("port"));
  }
}
