package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Gateways;
import java.util.List;
import java.util.stream.Stream;

/**
 * G08. More than the API takes (64 listeners of a Gateway with its ListenerSets, 128 matches of an
 * HTTPRoute: gateway_types.go, httproute_types.go), or more hosts and load balancers than a
 * namespace or object should have.
 */
public final class CountLimitExceeded implements StateCheck {
  static final String NAME = "count-limit-exceeded";
  private static final String LISTENERS = "maxListeners";
  private static final String MATCHES = "maxMatches";
  private static final String HOSTS = "maxHosts";
  private static final String BALANCERS = "maxLoadBalancers";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "G08",
          NAME,
          "Too many hosts, rules or balancers",
          Severity.LOW,
          "A Gateway has more listeners, a route more matches or hosts, or a namespace more load"
              + " balancers than the limit.",
          List.of(
              ParameterSpec.number(LISTENERS, 64, 1, 1000, "Most listeners of a Gateway."),
              ParameterSpec.number(MATCHES, 128, 1, 10000, "Most matches or paths of a route."),
              ParameterSpec.number(HOSTS, 100, 1, 10000, "Most hosts of a route."),
              ParameterSpec.number(
                  BALANCERS, 50, 1, 10000, "Most load balancer Services of a namespace.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var gateways =
        scope
            .present(Kind.GATEWAY, Kind.LISTENER_SET)
            .flatMap(object -> listeners(scope.estate(), object, parameters));
    var routes =
        scope
            .present(Kind.INGRESS, Kind.HTTP_ROUTE, Kind.GRPC_ROUTE)
            .flatMap(route -> Stream.concat(matches(route, parameters), hosts(route, parameters)));
    var balancers =
        scope
            .present(Kind.SERVICE)
            .filter(ServiceEndpoints::isLoadBalancer)
            .flatMap(service -> balancers(scope.estate(), service, parameters));
    return Stream.concat(Stream.concat(gateways, routes), balancers).toList();
  }

  private static Stream<Found> listeners(
      Estate estate, KubernetesObject object, Parameters parameters) {
    var gateway =
        object.ref().kind() == Kind.GATEWAY
            ? object
            : estate.find(Gateways.parentOf(object)).orElse(null);
    return gateway == null
        ? Stream.empty()
        : above(
            gateway.ref(),
            "listeners",
            "spec.listeners",
            Gateways.merged(gateway, estate).size(),
            parameters.decimal(LISTENERS));
  }

  private static Stream<Found> matches(KubernetesObject route, Parameters parameters) {
    long count =
        Tree.maps(route.map("spec"), "rules").stream()
            .mapToLong(
                rule ->
                    route.ref().kind() == Kind.INGRESS
                        ? Tree.list(Tree.map(rule, "http"), "paths").size()
                        : Math.max(1, Tree.list(rule, "matches").size()))
            .sum();
    return above(route.ref(), "matches", "spec.rules", count, parameters.decimal(MATCHES));
  }

  private static Stream<Found> hosts(KubernetesObject route, Parameters parameters) {
    long count =
        route.ref().kind() == Kind.INGRESS
            ? Tree.maps(route.map("spec"), "rules").stream()
                .map(rule -> Tree.text(rule, "host"))
                .distinct()
                .count()
            : route.list("spec", "hostnames").size();
    return above(route.ref(), "hosts", "spec", count, parameters.decimal(HOSTS));
  }

  /** Said of the namespace, so that it is one finding however many Services are looked at. */
  private static Stream<Found> balancers(
      Estate estate, KubernetesObject service, Parameters parameters) {
    var namespace = service.ref().namespace();
    long count =
        estate.found(new IndexKey.InNamespace(Kind.SERVICE, namespace)).stream()
            .filter(ServiceEndpoints::isLoadBalancer)
            .count();
    return above(
        new ObjectRef(Kind.NAMESPACE, "", namespace),
        "load balancers",
        "",
        count,
        parameters.decimal(BALANCERS));
  }

  private static Stream<Found> above(
      ObjectRef object, String what, String fieldPath, long count, double most) {
    return count <= most
        ? Stream.empty()
        : Stream.of(
            Found.at(
                DESCRIPTION,
                object,
                what,
                fieldPath,
                "%s has %d %s, more than %.0f".formatted(object, count, what, most),
                "Split it, or raise the limit."));
  }
}
