package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.List;

/**
 * R34. An HTTPRoute and a GRPCRoute have a host in common on one Gateway, which implementations may
 * refuse; gateway-api, GRPCRoute, "hostnames", and kubernetes-sigs/gateway-api#4598.
 */
public final class HttpGrpcHostShared implements StateCheck {
  static final String NAME = "http-grpc-host-shared";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R34",
          NAME,
          "HTTPRoute and GRPCRoute share a host",
          Severity.LOW,
          "Both kinds of routes are attached to one Gateway with the same host: an implementation may"
              + " refuse the younger one.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    scope
        .present(Kind.HTTP_ROUTE, Kind.GRPC_ROUTE)
        .forEach(
            route -> {
              for (Entry entry : scope.tables().entriesOf(route.ref())) {
                scope.tables().hostsOf(route.ref()).stream()
                    .sorted()
                    .forEach(host -> look(scope, entry, host, route, found));
              }
            });
    return found;
  }

  private static void look(
      Scope scope, Entry entry, String host, KubernetesObject route, List<Found> found) {
    var other = route.ref().kind() == Kind.HTTP_ROUTE ? Kind.GRPC_ROUTE : Kind.HTTP_ROUTE;
    scope.tables().routesOn(entry, host).stream()
        .filter(one -> one.match().host().equals(host))
        .map(RoutedMatch::object)
        .filter(object -> object.kind() == other)
        .sorted()
        .findFirst()
        .ifPresent(rival -> found.add(found(entry, host, route.ref(), rival)));
  }

  private static Found found(Entry entry, String host, ObjectRef route, ObjectRef rival) {
    return Found.at(
        DESCRIPTION,
        route,
        Wording.host(host) + " on " + entry,
        "spec.hostnames",
        "%s is a host of %s and of %s on %s".formatted(Wording.host(host), route, rival, entry),
        "Give the two kinds hosts of their own.");
  }
}
