package dev.routeguard.bench;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A cluster by its number of Ingresses: a fifth as many HTTPRoutes on four Gateways, hosts for six
 * tenths, Services for four tenths, ten endpoints each. Objects carry what an API server gives.
 */
final class LargeEstate {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int NAMESPACES = 50;
  private static final int GATEWAYS = 4;
  private static final int ENDPOINTS = 10;
  private static final Map<String, Object> ADDRESS = Map.of("ip", "203.0.113.10");

  private final int ingresses;

  LargeEstate(int ingresses) {
    this.ingresses = ingresses;
  }

  private int hosts() {
    return ingresses * 6 / 10;
  }

  private int services() {
    return ingresses * 4 / 10;
  }

  /** The host of an Ingress or HTTPRoute by its number. */
  String host(int number) {
    return "h" + number % hosts() + ".example.com";
  }

  List<Map<String, Object>> documents() {
    var all = new ArrayList<Map<String, Object>>();
    all.add(
        of("networking.k8s.io/v1", "IngressClass", "", "nginx")
            .with("spec", Map.of("controller", "k8s.io/ingress-nginx"))
            .document());
    all.add(
        of("gateway.networking.k8s.io/v1", "GatewayClass", "", "edge")
            .with("spec", Map.of("controllerName", "projectcontour.io/gateway-controller"))
            .document());
    for (int i = 0; i < GATEWAYS; i++) {
      all.add(gateway(i));
    }
    for (int i = 0; i < services(); i++) {
      all.add(service(i));
      all.add(slice(i));
    }
    for (int i = 0; i < ingresses; i++) {
      all.add(ingress(i, "/p" + i));
    }
    for (int i = 0; i < ingresses / 5; i++) {
      all.add(route(i, "/p" + i));
    }
    return all;
  }

  static Estate estate(List<Map<String, Object>> documents) {
    var estate = Estate.empty(EstateSettings.defaults());
    for (Map<String, Object> document : documents) {
      estate = estate.with(read(document));
    }
    return estate;
  }

  static KubernetesObject read(Map<String, Object> document) {
    return Documents.read(document, NOW).orElseThrow();
  }

  private record Writer(Map<String, Object> document) {
    Writer with(String key, Object value) {
      document.put(key, value);
      return this;
    }
  }

  private static Writer of(String apiVersion, String kind, String namespace, String name) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put(
        "uid", UUID.nameUUIDFromBytes((kind + name).getBytes(StandardCharsets.UTF_8)).toString());
    metadata.put("resourceVersion", Integer.toString(name.hashCode() & 0xffffff));
    metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
    metadata.put("generation", 1);
    metadata.put("labels", Map.of("app", name, "app.kubernetes.io/managed-by", "Helm"));
    var owner = Map.of("manager", "helm", "operation", "Update", "time", "2026-01-01T00:00:00Z");
    metadata.put("managedFields", List.of(owner));
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", apiVersion);
    document.put("kind", kind);
    document.put("metadata", metadata);
    return new Writer(document);
  }

  private static String namespace(int number) {
    return "team-" + number % NAMESPACES;
  }

  private static Map<String, Object> gateway(int number) {
    var all = Map.of("namespaces", Map.of("from", "All"));
    var listener = Map.of("name", "http", "port", 80, "protocol", "HTTP", "allowedRoutes", all);
    var spec = Map.of("gatewayClassName", "edge", "listeners", List.of(listener));
    return of("gateway.networking.k8s.io/v1", "Gateway", "edge", "g" + number)
        .with("spec", spec)
        .document();
  }

  private static Map<String, Object> service(int number) {
    var port = Map.of("name", "http", "port", 80, "protocol", "TCP", "targetPort", 8080);
    var ip = "10.96." + number / 250 + "." + number % 250;
    var selector = Map.of("app", "s" + number);
    var spec =
        Map.of("type", "ClusterIP", "clusterIP", ip, "ports", List.of(port), "selector", selector);
    return of("v1", "Service", namespace(number), "s" + number).with("spec", spec).document();
  }

  private static Map<String, Object> slice(int number) {
    var slice =
        of("discovery.k8s.io/v1", "EndpointSlice", namespace(number), "s" + number + "-abcde");
    @SuppressWarnings("unchecked")
    var metadata = (Map<String, Object>) slice.document().get("metadata");
    metadata.put("labels", Map.of("kubernetes.io/service-name", "s" + number));
    var endpoints = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints.add(endpoint(number, i));
    }
    return slice
        .with("addressType", "IPv4")
        .with("ports", List.of(Map.of("name", "http", "port", 8080, "protocol", "TCP")))
        .with("endpoints", endpoints)
        .document();
  }

  private static Map<String, Object> endpoint(int service, int number) {
    var pod = "s" + service + "-" + number;
    var target = Map.of("kind", "Pod", "name", pod, "namespace", namespace(service));
    return Map.of(
        "addresses",
        List.of("10." + service / 250 + "." + service % 250 + "." + number),
        "conditions",
        Map.of("ready", true, "serving", true, "terminating", false),
        "nodeName",
        "node-" + number,
        "targetRef",
        target);
  }

  /** One Ingress with two paths; another path makes it another state of the same object. */
  Map<String, Object> ingress(int number, String path) {
    int service = number % services();
    var backend = Map.of("service", Map.of("name", "s" + service, "port", Map.of("number", 80)));
    var paths =
        List.of(
            Map.of("path", path, "pathType", "Prefix", "backend", backend),
            Map.of("path", path + "/exact", "pathType", "Exact", "backend", backend));
    var rules = List.of(Map.of("host", host(number), "http", Map.of("paths", paths)));
    return of("networking.k8s.io/v1", "Ingress", namespace(service), "i" + number)
        .with("spec", Map.of("ingressClassName", "nginx", "rules", rules))
        .with("status", Map.of("loadBalancer", Map.of("ingress", List.of(ADDRESS))))
        .document();
  }

  /** One HTTPRoute with one rule. */
  Map<String, Object> route(int number, String path) {
    int service = number % services();
    var parent = Map.of("name", "g" + number % GATEWAYS, "namespace", "edge");
    var match = Map.of("path", Map.of("type", "PathPrefix", "value", path));
    var backend = Map.of("name", "s" + service, "port", 80, "weight", 1);
    var rule = Map.of("matches", List.of(match), "backendRefs", List.of(backend));
    var spec =
        Map.of(
            "parentRefs", List.of(parent),
            "hostnames", List.of(host(number)),
            "rules", List.of(rule));
    return of("gateway.networking.k8s.io/v1", "HTTPRoute", namespace(service), "r" + number)
        .with("spec", spec)
        .document();
  }
}
