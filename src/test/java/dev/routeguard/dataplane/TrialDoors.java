package dev.routeguard.dataplane;

import java.util.List;
import java.util.Set;

/**
 * The listeners of the Gateway that estates are attached to, and which of them each estate uses: a
 * quarter of the estates goes to each feature, the others to the two plain listeners.
 *
 * @param all port of the listener for every host
 * @param org port of the listener for {@code *.example.org}
 */
record TrialDoors(String gateway, int all, int org, Set<Feature> features, Extra extra) {
  /** Ports of what only some data planes are asked for. */
  record Extra(int shared, int secure, int sets, int tls, int tcp) {
    static Extra free() {
      return new Extra(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
    }
  }

  private static final String PASSTHROUGH = ", tls: {mode: Passthrough}";
  private static final String ORG = ", hostname: \"*.example.org\"";

  TrialDoors {
    features = Set.copyOf(features);
  }

  /** In flow style, without brackets. */
  String listeners() {
    var text = new StringBuilder();
    text.append(http("all", all, "", "from: All"));
    text.append(", ").append(http("org", org, "*.example.org", "from: All"));
    if (features.contains(Feature.SHARED_PORT)) {
      text.append(", ").append(http("shared", extra.shared, "", labelled("shared")));
      text.append(", ")
          .append(http("shared-org", extra.shared, "*.example.org", labelled("shared")));
    }
    if (features.contains(Feature.SECURE_PORT)) {
      text.append(", ").append(https("secure", ""));
      text.append(", ").append(https("secure-org", "*.example.org"));
    }
    if (features.contains(Feature.STREAMS)) {
      text.append(", ").append(stream("tls", extra.tls, "TLS", PASSTHROUGH));
      text.append(", ").append(stream("tls-org", extra.tls, "TLS", PASSTHROUGH + ORG));
      text.append(", ").append(stream("tcp", extra.tcp, "TCP", ""));
    }
    return text.toString();
  }

  private static String stream(String name, int port, String protocol, String more) {
    return "{name: %s, port: %d, protocol: %s%s, allowedRoutes: {namespaces: {%s}}}"
        .formatted(name, port, protocol, more, labelled("stream"));
  }

  private static String labelled(String doors) {
    return "from: Selector, selector: {matchLabels: {doors: %s}}".formatted(doors);
  }

  private static String http(String name, int port, String hostname, String namespaces) {
    return "{name: %s, port: %d, protocol: HTTP%s, allowedRoutes: {namespaces: {%s}}}"
        .formatted(name, port, hostname(hostname), namespaces);
  }

  private String https(String name, String hostname) {
    return ("{name: %s, port: %d, protocol: HTTPS%s, tls: {certificateRefs: [{name: served}]},"
            + " allowedRoutes: {namespaces: {%s}}}")
        .formatted(name, extra.secure, hostname(hostname), labelled("secure"));
  }

  private static String hostname(String hostname) {
    return hostname.isEmpty() ? "" : ", hostname: \"" + hostname + "\"";
  }

  /** The label {@code doors} of an estate's namespace. */
  String label(int estate) {
    if (estate % 8 == 5 && features.contains(Feature.STREAMS)) {
      return "stream";
    }
    return switch (estate % 4) {
      case 1 -> features.contains(Feature.SHARED_PORT) ? "shared" : "plain";
      case 2 -> features.contains(Feature.SECURE_PORT) ? "secure" : "plain";
      case 3 -> features.contains(Feature.LISTENER_SETS) ? "set" : "plain";
      default -> "plain";
    };
  }

  /** Where the routes of an estate may be attached. */
  List<Door> of(int estate) {
    return switch (label(estate)) {
      case "shared" ->
          List.of(
              Door.of(gateway, "shared", "%s.example.com", "*.%s.example.com", "*.example.org"),
              Door.of(gateway, "shared", "deep.%s.example.org", "b.%s.example.com"),
              Door.of(gateway, "shared-org", "%s.example.org", "*.%s.example.org"),
              Door.of(gateway, "shared-org", "%s.example.org", "%s.example.com"));
      case "secure" ->
          List.of(
              Door.of(gateway, "secure", "%s.example.com", "*.%s.example.com", "%s.example.org"),
              Door.of(gateway, "secure-org"),
              Door.of(gateway, "secure"),
              Door.of(gateway, ""));
      case "stream" -> List.of(Door.of(gateway, "all"), Door.of(gateway, "org"));
      case "set" ->
          List.of(
              Door.ofSet(""),
              Door.ofSet("wide"),
              Door.ofSet("exact"),
              Door.ofSet("contested", "contested.example.net", "*.example.net"),
              Door.of(gateway, "all"));
      default ->
          List.of(
              Door.of(gateway, "all"),
              Door.of(gateway, "org"),
              Door.of(gateway, "nowhere"),
              Door.of(gateway, ""),
              Door.of(gateway, ""),
              Door.of(gateway, ""));
    };
  }

  /** Where the TLSRoute of an estate may be attached, with hosts that no other estate has. */
  List<Door> streams(int estate) {
    return label(estate).equals("stream")
        ? List.of(
            Door.of(gateway, "tls", "%s.example.com", "*.%s.example.com"),
            Door.of(gateway, "tls", "*.%s.example.org", "a.%s.example.com"),
            Door.of(gateway, "tls-org", "%s.example.org", "%s.example.com"),
            Door.of(gateway, "tls-org", "*.%s.example.org", "b.%s.example.org"))
        : List.of();
  }

  /** The ListenerSet of an estate, or nothing. */
  String listenerSet(int estate, String namespace) {
    if (!label(estate).equals("set")) {
      return "";
    }
    var name = gateway.split("/");
    return """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: ListenerSet
        metadata: {namespace: %1$s, name: own}
        spec:
          parentRef: {namespace: %2$s, name: %3$s}
          listeners:
          - {name: wide, port: %4$d, protocol: HTTP, hostname: "*.%1$s.example.com"}
          - {name: exact, port: %4$d, protocol: HTTP, hostname: "%1$s.example.org"}
          - {name: contested, port: %4$d, protocol: HTTP, hostname: "contested.example.net"}
        """
        .formatted(namespace, name[0], name[1], extra.sets);
  }
}
