package dev.routeguard.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What only some estates hold, from a seed of its own, so that plain estates stay as they were. */
final class GatewaySpice {
  private static final List<String> EXPRESSIONS =
      List.of("/a/[a-z]+", "/(b|deep)/.*", "/a.b", "/[aB]", "/a/b/c/?");

  private static final String REDIRECT =
      ", filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]";

  private final Set<Feature> features;
  private final Random random;

  GatewaySpice(Set<Feature> features, long seed) {
    this.features = features;
    this.random = new Random(~seed);
  }

  /** A match of an expression instead of a plain one, or nothing. */
  Optional<List<String>> match() {
    if (!features.contains(Feature.EXPRESSIONS) || random.nextInt(8) > 0) {
      return Optional.empty();
    }
    var match = new ArrayList<String>();
    match.add(
        "path: {type: RegularExpression, value: \"%s\"}"
            .formatted(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()))));
    if (random.nextInt(3) == 0) {
      match.add("headers: [{type: RegularExpression, name: X-Version, value: \"v[0-9]\"}]");
    }
    if (random.nextInt(4) == 0) {
      match.add("queryParams: [{type: RegularExpression, name: page, value: \"[0-9]+\"}]");
    }
    return Optional.of(match);
  }

  /** Backends that get nothing, or none at all; else those given. */
  String backends(String backends) {
    if (!features.contains(Feature.NO_WEIGHT)) {
      return backends;
    }
    return switch (random.nextInt(20)) {
      case 0 -> "";
      case 1 -> "{name: one, port: 80, weight: 0}";
      case 2 -> "{name: absent, port: 80, weight: 0}, {name: empty, port: 80}";
      case 3 -> "{name: one, port: 80}, {name: empty, port: 80}, {name: absent, port: 80}";
      case 4 -> "{name: one, port: 80, weight: 3}, {name: drained, port: 80, weight: 2}";
      case 5 -> "{name: one, port: 80}, {name: elsewhere, port: 80}";
      case 6 -> "{name: two, port: 80, weight: 2}, {name: one, port: 80%s}".formatted(REDIRECT);
      default -> backends;
    };
  }

  /**
   * A filter beside backends, or nothing.
   *
   * @param isPrefix whether the rule has one match, of a prefix
   */
  String filter(boolean isPrefix) {
    if (!features.contains(Feature.FILTERS)) {
      return "";
    }
    return switch (random.nextInt(15)) {
      case 7 -> filters("RequestHeaderModifier", "{set: [{name: Host, value: inner}]}");
      case 0 -> filters("RequestHeaderModifier", "{set: [{name: X-Set, value: a}], remove: [x-b]}");
      case 1 -> filters("ResponseHeaderModifier", "{add: [{name: X-Add, value: a}]}");
      case 2 -> filters("URLRewrite", "{hostname: inner.example.net}");
      case 3 ->
          filters("URLRewrite", "{path: {type: ReplaceFullPath, replaceFullPath: /replaced}}");
      case 4 ->
          isPrefix
              ? filters("URLRewrite", "{path: {type: ReplacePrefixMatch, replacePrefixMatch: /p}}")
              : "";
      case 5 -> filters("RequestMirror", "{backendRef: {name: %s, port: 80}}".formatted(mirror()));
      case 6 -> filters("CORS", "{allowOrigins: [\"https://app.example.com\"]}");
      default -> "";
    };
  }

  private String mirror() {
    return List.of("two", "three", "drained", "empty", "absent").get(random.nextInt(5));
  }

  private static String filters(String type, String body) {
    var field = type.equals("CORS") ? "cors" : type.equals("URLRewrite") ? "urlRewrite" : type;
    var name = Character.toLowerCase(field.charAt(0)) + field.substring(1);
    return ", filters: [{type: %s, %s: %s}]".formatted(type, name, body);
  }

  /** Where a redirect leads that replaces the prefix, or nothing. */
  Optional<String> redirect(boolean isPrefix) {
    if (!features.contains(Feature.FILTERS) || !isPrefix || random.nextInt(2) == 0) {
      return Optional.empty();
    }
    var to = List.of("/", "/new", "/new/", "").get(random.nextInt(4));
    return Optional.of(
        "path: {type: ReplacePrefixMatch, replacePrefixMatch: \"%s\"}".formatted(to));
  }

  /** A GRPCRoute for calls to a host of its own, or nothing. */
  String calls(String namespace, String parent) {
    if (!features.contains(Feature.CALLS) || random.nextInt(3) > 0) {
      return "";
    }
    var rules = new ArrayList<String>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      var service = List.of("one", "two", "three", "empty", "absent").get(random.nextInt(5));
      rules.add(
          "{matches: [{%s}], backendRefs: [{name: %s, port: 80}]}".formatted(call(), service));
    }
    return """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: GRPCRoute
        metadata: {namespace: %1$s, name: calls}
        spec: {parentRefs: [%2$s], hostnames: [calls.%1$s.example.com], rules: [%3$s]}
        """
        .formatted(namespace, parent, String.join(", ", rules));
  }

  /** A TLSRoute at one of these doors, and a TCPRoute beside it; nothing without doors. */
  String streams(String namespace, List<Door> doors, String gateway) {
    if (doors.isEmpty()) {
      return "";
    }
    var door = doors.get(random.nextInt(doors.size()));
    var hosts = door.hosts().stream().map(h -> "\"" + h.formatted(namespace) + "\"").toList();
    return """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: TLSRoute
        metadata: {namespace: %1$s, name: tls}
        spec: {parentRefs: [%2$s], hostnames: [%3$s], rules: [{backendRefs: [%4$s]}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: TCPRoute
        metadata: {namespace: %1$s, name: tcp}
        spec: {parentRefs: [%5$s], rules: [{backendRefs: [%6$s]}]}
        """
        .formatted(
            namespace,
            door.parent(),
            String.join(", ", hosts),
            connections(443),
            Door.of(gateway, "tcp").parent(),
            connections(80));
  }

  private String connections(int port) {
    var backends = new ArrayList<String>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      backends.add(
          "{name: %s, port: %d, weight: %d}"
              .formatted(Services.any(random).service(), port, 1 + random.nextInt(3)));
    }
    return String.join(", ", backends);
  }

  private String call() {
    var header = random.nextInt(3) == 0 ? ", headers: [{name: X-Version, value: v1}]" : "";
    return switch (random.nextInt(5)) {
      case 0 -> "method: {service: shop.Cart, method: Add}" + header;
      case 1 -> "method: {service: shop.Cart}" + header;
      case 2 -> "method: {method: Add}" + header;
      case 3 -> "method: {type: RegularExpression, service: \"shop[.].*\", method: Add}" + header;
      default -> "headers: [{name: X-Version, value: v%d}]".formatted(random.nextInt(2));
    };
  }
}
