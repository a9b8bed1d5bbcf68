package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What stands behind a Service, over all its EndpointSlices, and whether requests come to it. */
final class ServiceEndpoints {
  /** Names the Service a slice belongs to; kubernetes.io/docs EndpointSlices, "Ownership". */
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private ServiceEndpoints() {}

  /** Whether requests come in through it, or a route names it. */
  static boolean isRouted(Estate estate, ObjectRef service) {
    return estate.find(service).filter(ServiceEndpoints::isLoadBalancer).isPresent()
        || !estate.routesNaming(service.namespace(), service.name()).isEmpty();
  }

  static boolean isLoadBalancer(KubernetesObject service) {
    return service.text("spec", "type").equals("LoadBalancer");
  }

  /** One route that ends on the Service: what people lose with it. */
  static Optional<RoutedMatch> example(RouteTables tables, ObjectRef service) {
    var users = new ArrayList<ObjectRef>(List.of(service));
    tables.estate().routesNaming(service.namespace(), service.name()).stream()
        .sorted()
        .forEach(users::add);
    return users.stream()
        .flatMap(user -> tables.routesOf(user).stream())
        .filter(route -> leadsTo(route, service))
        .findFirst();
  }

  private static boolean leadsTo(RoutedMatch route, ObjectRef service) {
    return route.outcome() instanceof Forward forward
        && forward.shares().stream()
            .map(Share::backend)
            .anyMatch(
                backend ->
                    backend.service().equals(service.name())
                        && backend.namespace().equals(service.namespace()));
  }

  /** The Services in scope that requests come to, and those that the routes in scope lead to. */
  static Map<ObjectRef, RoutedMatch> used(Scope scope) {
    var used = new TreeMap<ObjectRef, RoutedMatch>();
    scope
        .shares()
        .forEach(
            routed -> {
              var backend = routed.share().backend();
              used.putIfAbsent(
                  new ObjectRef(Kind.SERVICE, backend.namespace(), backend.service()),
                  routed.route());
            });
    scope
        .present(Kind.SERVICE)
        .map(KubernetesObject::ref)
        .filter(service -> !used.containsKey(service))
        .forEach(
            service ->
                example(scope.tables(), service).ifPresent(route -> used.put(service, route)));
    return used;
  }

  /** The finding with a request that ends on the Service. */
  static Found shown(Found found, RouteTables tables, ObjectRef service) {
    return example(tables, service).map(route -> found.shownBy(route.witness())).orElse(found);
  }

  /** The Service a slice names; empty where it names none. */
  static Optional<ObjectRef> serviceOf(@Nullable KubernetesObject slice) {
    return Optional.ofNullable(slice)
        .map(found -> found.labels().get(SERVICE_NAME))
        .map(
            name ->
                new ObjectRef(Kind.SERVICE, Objects.requireNonNull(slice).ref().namespace(), name));
  }

  /** All endpoints of a Service. */
  static List<Map<String, Object>> all(Estate estate, ObjectRef service) {
    return estate.slicesOf(service.namespace(), service.name()).stream()
        .flatMap(slice -> Tree.maps(slice.document(), "endpoints").stream())
        .toList();
  }

  /** Ready endpoints, in the address family that has most: dual stack has each twice. */
  static int ready(Estate estate, ObjectRef service) {
    var byFamily = new HashMap<String, Set<Object>>();
    for (var slice : estate.slicesOf(service.namespace(), service.name())) {
      var addresses = byFamily.computeIfAbsent(slice.text("addressType"), key -> new HashSet<>());
      for (var endpoint : Tree.maps(slice.document(), "endpoints")) {
        if (isReady(endpoint)) {
          addresses.add(Tree.list(endpoint, "addresses"));
        }
      }
    }
    return byFamily.values().stream().mapToInt(Set::size).max().orElse(0);
  }

  /** Not set counts as ready (discovery/v1 EndpointConditions). */
  static boolean isReady(Map<String, Object> endpoint) {
    return Tree.flag(Tree.map(endpoint, "conditions"), "ready", true);
  }
}
