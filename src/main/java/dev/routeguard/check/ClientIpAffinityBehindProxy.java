package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.Optional;

/**
 * S06. Affinity by client address needs the client's address. Behind a proxy, or a load balancer
 * whose packets change nodes, there is only the proxy's or the node's, so all clients stick to one
 * endpoint or to none; core/v1 ServiceSpec.sessionAffinity, KEP-1669.
 */
public final class ClientIpAffinityBehindProxy implements StateCheck {
  static final String NAME = "client-ip-affinity-behind-proxy";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S06",
          NAME,
          "ClientIP affinity sees one client",
          Severity.MEDIUM,
          "A Service with sessionAffinity ClientIP gets its requests through a route or a load"
              + " balancer that hides the client's address.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.SERVICE)
        .filter(service -> service.text("spec", "sessionAffinity").equals("ClientIP"))
        .flatMap(
            service ->
                hidden(scope.estate(), service)
                    .map(why -> found(service, why))
                    .map(found -> ServiceEndpoints.shown(found, scope.tables(), service.ref()))
                    .stream())
        .toList();
  }

  private static Optional<String> hidden(Estate estate, KubernetesObject service) {
    var ref = service.ref();
    var routes = estate.routesNaming(ref.namespace(), ref.name()).stream().sorted().toList();
    if (!routes.isEmpty()) {
      return Optional.of("the proxy that serves %s".formatted(routes.get(0)));
    }
    return ServiceEndpoints.isLoadBalancer(service)
            && !service.text("spec", "externalTrafficPolicy").equals("Local")
        ? Optional.of("nodes that hand packets on (externalTrafficPolicy Cluster)")
        : Optional.empty();
  }

  private static Found found(KubernetesObject service, String why) {
    return Found.at(
        DESCRIPTION,
        service.ref(),
        "sessionAffinity",
        "spec.sessionAffinity",
        "%s keeps clients by their address, but its requests come from %s"
            .formatted(service.ref(), why),
        "Use cookie affinity at the route, or externalTrafficPolicy Local.");
  }
}
