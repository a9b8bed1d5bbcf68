package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests;
import java.util.Map;

/** A Gateway edge/public with Services in namespace shop, and a few words to write more. */
public final class GatewayWorld {
  public static final Entry ENTRY = Entry.ofGateway("edge", "public");

  private GatewayWorld() {}

  /** The Services web and other (ready), empty (no ready endpoint), and a Gateway. */
  public static Estate with(String dialect, String listeners, KubernetesObject... more) {
    var estate =
        Manifests.estate(
            EstateSettings.withDialects(Map.of("edge", dialect)),
            gateway(listeners),
            service("shop", "web"),
            slice("shop", "web", 2, 0),
            service("shop", "other"),
            slice("shop", "other", 1, 0),
            service("shop", "empty"),
            slice("shop", "empty", 0, 1));
    for (KubernetesObject object : more) {
      estate = estate.with(object);
    }
    return estate;
  }

  /** The Gateway with listeners as a YAML flow sequence without brackets. */
  public static KubernetesObject gateway(String listeners) {
    return gateway(listeners, "");
  }

  public static KubernetesObject gateway(String listeners, String spec) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: public, namespace: edge}
        spec:
          gatewayClassName: edge
          listeners: [%s]
          %s
        """
            .formatted(listeners, spec));
  }

  /** A listener that takes routes of every namespace. */
  public static String listener(String name, int port, String protocol, String more) {
    return "{name: %s, port: %d, protocol: %s, allowedRoutes: {namespaces: {from: All}}%s}"
        .formatted(name, port, protocol, more.isEmpty() ? "" : ", " + more);
  }

  /** A route in namespace shop at the Gateway. */
  public static KubernetesObject route(String kind, String name, String spec) {
    return routeOf(kind, name, "{name: public, namespace: edge}", spec);
  }

  /** A route in namespace shop at some parent. */
  public static KubernetesObject routeOf(String kind, String name, String parent, String spec) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: %s
        metadata: {name: %s, namespace: shop}
        spec:
          parentRefs: [%s]
        %s"""
            .formatted(kind, name, parent, spec.indent(2)));
  }

  /** One rule to one Service. */
  public static String to(String service) {
    return "rules: [{backendRefs: [{name: %s, port: 80}]}]".formatted(service);
  }

  public static Outcome answer(Estate estate, Request request) {
    return RouteTables.of(estate).answer(ENTRY, request);
  }

  public static Outcome get(Estate estate, String host, String path) {
    return answer(estate, Request.get(Scheme.HTTP, host, path));
  }
}
