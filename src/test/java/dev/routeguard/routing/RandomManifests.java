package dev.routeguard.routing;

import dev.routeguard.estate.AnnotationMeaning;
import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Manifests out of a seed, from few words so that they get in each other's way: two classes in any
 * dialects, a Gateway, Services that are missing or have nobody ready, objects of equal age that
 * claim one path, annotations of the dialects.
 */
final class RandomManifests {
  private static final List<String> DIALECTS =
      List.of(
          "spec",
          "ingress-nginx",
          "traefik",
          "traefik-ingress-nginx",
          "contour",
          "haproxy-ingress",
          "nginx-inc",
          "aws-alb",
          "kong",
          "cilium",
          "skipper",
          "gke");
  private static final List<String> GATEWAYS =
      List.of("gateway-api", "contour", "envoy-gateway", "traefik", "istio", "cilium");
  private static final List<String> NAMESPACES = List.of("shop", "team");
  private static final List<String> SERVICES = List.of("web", "pay", "idle", "missing");
  private static final List<String> HOSTS =
      List.of(
          "a.example.com",
          "A.example.com",
          "b.example.com",
          "deep.a.example.com",
          "*.example.com",
          "*.a.example.com",
          "other.test",
          "");
  private static final List<String> STREAMS = List.of("TCP", "UDP");
  private static final List<String> PATHS =
      List.of("/", "/pay", "/pay/", "/pay/card", "/payment", "/p[a-z]+", "/(web|pay)/.*", "/Pay");
  private static final List<String> VALUES =
      List.of("true", "false", "1", "30", "60s", "/", "/x/$1", "a", "10.0.0.0/8", "web:80", "GET");
  private static final List<Kind> CHANGEABLE =
      List.of(
          Kind.INGRESS,
          Kind.INGRESS,
          Kind.INGRESS,
          Kind.HTTP_ROUTE,
          Kind.HTTP_ROUTE,
          Kind.GRPC_ROUTE,
          Kind.TLS_ROUTE,
          Kind.TCP_ROUTE,
          Kind.SERVICE,
          Kind.ENDPOINT_SLICE,
          Kind.GATEWAY,
          Kind.LISTENER_SET,
          Kind.REFERENCE_GRANT,
          Kind.UDP_ROUTE,
          Kind.BACKEND_TLS_POLICY,
          Kind.SECRET,
          Kind.CONFIG_MAP,
          Kind.POD,
          Kind.NAMESPACE,
          Kind.GATEWAY_CLASS,
          Kind.INGRESS_CLASS);

  private final Random random;
  private final String one;
  private final String two;
  private final String edge;
  private final List<String> annotationKeys;

  RandomManifests(long seed) {
    // Neighbouring seeds begin alike otherwise.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.one = DIALECTS.get((int) (seed % DIALECTS.size()));
    this.two = pick(DIALECTS);
    this.edge = GATEWAYS.get((int) (seed % GATEWAYS.size()));
    this.annotationKeys = keysOfDialects();
  }

  EstateSettings settings() {
    return EstateSettings.withDialects(Map.of("one", one, "two", two, "edge", edge));
  }

  /** A whole estate's worth; names may repeat, the last one counts. */
  List<Map<String, Object>> all() {
    var all = new ArrayList<Map<String, Object>>();
    NAMESPACES.forEach(name -> all.add(namespace(name)));
    all.add(ingressClass("one"));
    all.add(ingressClass("two"));
    all.add(gateway());
    for (String namespace : NAMESPACES) {
      all.add(secret(namespace));
      for (String service : SERVICES.subList(0, 3)) {
        all.add(service(namespace, service));
        all.add(slice(namespace, service));
      }
    }
    for (int i = 0; i < 14; i++) {
      all.add(any());
    }
    return all;
  }

  /** One more, which may have the name of another. */
  Map<String, Object> any() {
    return any(pick(CHANGEABLE));
  }

  Map<String, Object> any(Kind kind) {
    return switch (kind) {
      case INGRESS -> ingress();
      case HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE -> route(kind);
      case SERVICE -> service(pick(NAMESPACES), pick(SERVICES));
      case ENDPOINT_SLICE -> slice(pick(NAMESPACES), pick(SERVICES));
      case GATEWAY -> gateway();
      case LISTENER_SET -> listenerSet();
      case REFERENCE_GRANT -> grant();
      case NAMESPACE -> namespace(pick(NAMESPACES));
      case BACKEND_TLS_POLICY -> policy();
      case SECRET -> secret(pick(NAMESPACES));
      case CONFIG_MAP -> bundle();
      case POD -> pod();
      case GATEWAY_CLASS -> gatewayClass();
      case INGRESS_CLASS -> ingressClass(pick(List.of("one", "two")));
    };
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** For what else is to be random about these manifests. */
  Random random() {
    return random;
  }

  private <T> List<T> some(int least, int most, Supplier<T> each) {
    var found = new ArrayList<T>();
    for (int i = random.nextInt(most - least + 1) + least; i > 0; i--) {
      found.add(each.get());
    }
    return found;
  }

  /** Keys and values in turn; what is an empty text or list is left out. */
  private static Map<String, Object> map(Object... entries) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < entries.length; i += 2) {
      if (!"".equals(entries[i + 1])) {
        map.put((String) entries[i], entries[i + 1]);
      }
    }
    return map;
  }

  private Map<String, Object> object(Kind kind, String namespace, String name, Object spec) {
    var metadata =
        map(
            "name",
            name,
            "namespace",
            namespace,
            "creationTimestamp",
            "2026-01-0%dT00:00:00Z".formatted(random.nextInt(3) + 1));
    var group = kind.group().isEmpty() ? "" : kind.group() + "/";
    return map(
        "apiVersion",
        group + kind.version(),
        "kind",
        kind.kindName(),
        "metadata",
        metadata,
        "spec",
        spec);
  }

  private static void annotate(Map<String, Object> object, String key, Map<String, Object> values) {
    @SuppressWarnings("unchecked")
    var metadata = (Map<String, Object>) object.get("metadata");
    metadata.put(key, values);
  }

  private Map<String, Object> namespace(String name) {
    var namespace = object(Kind.NAMESPACE, "", name, "");
    annotate(namespace, "labels", map("edge", chance(50) ? "yes" : "no"));
    return namespace;
  }

  private Map<String, Object> ingressClass(String name) {
    var object = object(Kind.INGRESS_CLASS, "", name, map("controller", "example.com/" + name));
    if (chance(40)) {
      annotate(object, "annotations", map("ingressclass.kubernetes.io/is-default-class", "true"));
    }
    return object;
  }

  private Map<String, Object> gatewayClass() {
    return object(Kind.GATEWAY_CLASS, "", "edge", map("controllerName", "example.com/edge"));
  }

  private static String certificate() {
    var bytes = Manifests.CERTIFICATE.getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Map<String, Object> secret(String namespace) {
    var secret = object(Kind.SECRET, namespace, "cert", "");
    secret.put("type", chance(80) ? "kubernetes.io/tls" : "Opaque");
    secret.put("data", map("tls.crt", chance(80) ? certificate() : "", "tls.key", "a2V5"));
    return secret;
  }

  private Map<String, Object> bundle() {
    var bundle = object(Kind.CONFIG_MAP, pick(NAMESPACES), "ca", "");
    bundle.put("data", map("ca.crt", chance(80) ? Manifests.CERTIFICATE : ""));
    return bundle;
  }

  private Map<String, Object> pod() {
    var port = map("name", "http", "containerPort", 8080);
    var pod = object(Kind.POD, pick(NAMESPACES), "pod" + random.nextInt(4), "");
    pod.put("spec", map("containers", List.of(map("name", "app", "ports", List.of(port)))));
    var ready = map("type", "Ready", "status", chance(70) ? "True" : "False");
    pod.put("status", map("podIP", "10.0.0.1", "conditions", List.of(ready)));
    annotate(pod, "labels", map("app", pick(SERVICES)));
    return pod;
  }

  private Map<String, Object> policy() {
    var target = map("group", "", "kind", "Service", "name", pick(SERVICES));
    if (chance(30)) {
      target.put("sectionName", "http");
    }
    var authority = map("group", "", "kind", pick(List.of("ConfigMap", "Secret")), "name", "ca");
    var validation = map("hostname", "inside.test", "caCertificateRefs", List.of(authority));
    return object(
        Kind.BACKEND_TLS_POLICY,
        pick(NAMESPACES),
        "p" + random.nextInt(2),
        map("targetRefs", List.of(target), "validation", validation));
  }

  private Map<String, Object> service(String namespace, String name) {
    var type = chance(15) ? "LoadBalancer" : chance(10) ? "ExternalName" : "";
    var port = map("name", "http", "port", chance(85) ? 80 : 8080);
    return object(
        Kind.SERVICE,
        namespace,
        name,
        map("type", type, "externalName", "elsewhere.test", "ports", List.of(port)));
  }

  private Map<String, Object> slice(String namespace, String service) {
    var slice = object(Kind.ENDPOINT_SLICE, namespace, service + "-" + random.nextInt(2), "");
    annotate(slice, "labels", map("kubernetes.io/service-name", service));
    slice.put("addressType", "IPv4");
    slice.put("ports", List.of(map("name", "http", "port", 8080)));
    boolean idle = service.equals("idle");
    slice.put("endpoints", some(0, 3, () -> endpoint(!idle && chance(70))));
    return slice;
  }

  private Map<String, Object> endpoint(boolean ready) {
    return map(
        "addresses", List.of("10.0.0." + random.nextInt(250)), "conditions", map("ready", ready));
  }

  private Map<String, Object> ingress() {
    var name = "i" + random.nextInt(6);
    var spec = map("ingressClassName", chance(85) ? pick(List.of("one", "two")) : "");
    spec.put("rules", some(0, 3, this::ingressRule));
    if (chance(15)) {
      spec.put("defaultBackend", ingressBackend());
    }
    if (chance(30)) {
      spec.put("tls", List.of(map("hosts", some(1, 2, () -> pick(HOSTS)), "secretName", "cert")));
    }
    var ingress = object(Kind.INGRESS, pick(NAMESPACES), name, spec);
    if (chance(50)) {
      annotate(ingress, "annotations", annotations());
    }
    return ingress;
  }

  private Map<String, Object> ingressRule() {
    return map("host", pick(HOSTS), "http", map("paths", some(1, 3, this::ingressPath)));
  }

  private Map<String, Object> ingressPath() {
    var types = List.of("Prefix", "Prefix", "Exact", "ImplementationSpecific");
    return map("path", pick(PATHS), "pathType", pick(types), "backend", ingressBackend());
  }

  private Map<String, Object> ingressBackend() {
    var port = chance(90) ? map("number", 80) : map("name", "http");
    return map("service", map("name", pick(SERVICES), "port", port));
  }

  /** Any that some dialect of the estate reads; most do something only with others or by luck. */
  private Map<String, Object> annotations() {
    var annotations = new LinkedHashMap<String, Object>();
    if (!annotationKeys.isEmpty()) {
      some(1, 3, () -> pick(annotationKeys)).forEach(key -> annotations.put(key, pick(VALUES)));
    }
    return annotations;
  }

  private List<String> keysOfDialects() {
    return AnnotationTable.SHIPPED.rows().entrySet().stream()
        .filter(row -> row.getValue().meaning() != AnnotationMeaning.BOOKKEEPING)
        .filter(row -> isOfThis(row.getValue().dialect()))
        .map(row -> row.getKey().replace("*", "web"))
        .sorted()
        .toList();
  }

  private boolean isOfThis(String table) {
    return one.endsWith(table) || two.endsWith(table);
  }

  private Map<String, Object> gateway() {
    var namespaces = map("namespaces", map("from", pick(List.of("All", "Same", "None"))));
    var spec = map("gatewayClassName", "edge", "allowedListeners", namespaces);
    spec.put("listeners", listeners(3));
    return object(Kind.GATEWAY, "shop", "public", spec);
  }

  private Map<String, Object> listenerSet() {
    var spec = map("parentRef", map("name", "public", "namespace", "shop"));
    spec.put("listeners", listeners(2));
    return object(Kind.LISTENER_SET, pick(NAMESPACES), "more", spec);
  }

  private List<Map<String, Object>> listeners(int most) {
    var listeners = some(1, most, this::listener);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).put("name", "l" + i);
    }
    return listeners;
  }

  private Map<String, Object> listener() {
    var protocol = pick(List.of("HTTP", "HTTP", "HTTP", "HTTPS", "TLS", "TCP", "UDP"));
    var selector = map("matchLabels", map("edge", "yes"));
    var from = pick(List.of("All", "All", "Same", "Selector"));
    var listener = map("protocol", protocol, "port", pick(List.of(80, 80, 443, 8080)));
    listener.put("allowedRoutes", map("namespaces", map("from", from, "selector", selector)));
    if (!STREAMS.contains(protocol) && chance(60)) {
      listener.put("hostname", pick(HOSTS));
    }
    if (protocol.equals("HTTPS") || protocol.equals("TLS")) {
      var mode = protocol.equals("TLS") ? "Passthrough" : "Terminate";
      var certificate = List.of(map("name", "cert"));
      listener.put("tls", map("mode", mode, "certificateRefs", certificate));
    }
    return listener;
  }

  private Map<String, Object> route(Kind kind) {
    var spec = map("parentRefs", some(1, 2, this::parent));
    if (kind != Kind.TCP_ROUTE && kind != Kind.UDP_ROUTE && chance(75)) {
      spec.put("hostnames", some(1, 2, () -> pick(HOSTS.subList(0, HOSTS.size() - 1))));
    }
    spec.put("rules", some(1, 3, () -> rule(kind)));
    return object(kind, pick(NAMESPACES), "r" + random.nextInt(4), spec);
  }

  private Map<String, Object> parent() {
    return chance(80)
        ? map("name", "public", "namespace", "shop", "sectionName", chance(20) ? "l0" : "")
        : map("kind", "ListenerSet", "name", "more", "namespace", pick(NAMESPACES));
  }

  private Map<String, Object> rule(Kind kind) {
    var rule = map("backendRefs", some(0, 3, this::backendRef));
    if (kind == Kind.HTTP_ROUTE) {
      rule.put("matches", some(0, 2, this::httpMatch));
      rule.put("filters", some(0, 1, this::filter));
      rule.put("timeouts", map("request", pick(List.of("10s", "1m", "60s"))));
    } else if (kind == Kind.GRPC_ROUTE) {
      rule.put("matches", some(0, 2, () -> map("method", map("service", "a.B", "method", "C"))));
    }
    return rule;
  }

  private Map<String, Object> backendRef() {
    return map(
        "name",
        pick(SERVICES),
        "port",
        80,
        "weight",
        pick(List.of(0, 1, 1, 3)),
        "namespace",
        chance(25) ? pick(NAMESPACES) : "");
  }

  private Map<String, Object> httpMatch() {
    var type = pick(List.of("PathPrefix", "PathPrefix", "Exact", "RegularExpression"));
    var match = map("path", map("type", type, "value", pick(PATHS)));
    if (chance(25)) {
      match.put("method", pick(List.of("GET", "POST")));
    }
    if (chance(25)) {
      match.put("headers", List.of(map("name", "X-Who", "value", pick(List.of("a", "b")))));
    }
    if (chance(15)) {
      match.put("queryParams", List.of(map("name", "q", "value", "1")));
    }
    return match;
  }

  private Map<String, Object> filter() {
    var set = map("set", List.of(map("name", "x-a", "value", pick(VALUES))));
    var redirect = map("scheme", "https", "statusCode", pick(List.of(301, 302)));
    return chance(50)
        ? map("type", "RequestHeaderModifier", "requestHeaderModifier", set)
        : map("type", "RequestRedirect", "requestRedirect", redirect);
  }

  private Map<String, Object> grant() {
    var from = map("group", "gateway.networking.k8s.io", "kind", "HTTPRoute", "namespace", "shop");
    var to = map("group", "", "kind", "Service");
    return object(Kind.REFERENCE_GRANT, "team", "g", map("from", List.of(from), "to", List.of(to)));
  }
}
