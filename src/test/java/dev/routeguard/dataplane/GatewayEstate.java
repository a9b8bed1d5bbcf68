package dev.routeguard.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * HTTPRoutes made from a seed, on hosts of their own, attached to the listeners of one Gateway:
 * methods, headers, query parameters, weights, redirects, sections, backends elsewhere with and
 * without a grant, two objects with one match.
 */
final class GatewayEstate {
  private static final List<String> PATHS =
      List.of("/", "/a", "/a/b", "/ab", "/a/b/c", "/b", "/B", "/a.b", "/deep/er");

  private final String namespace;
  private final String other;
  private final List<Door> doors;
  private final GatewaySpice spice;
  private final Random random;

  /**
   * One estate.
   *
   * @param other a namespace that may be reached where it grants that
   * @param doors where routes may be attached
   */
  GatewayEstate(String namespace, String other, List<Door> doors, GatewaySpice spice, long seed) {
    this.namespace = namespace;
    this.other = other;
    this.doors = List.copyOf(doors);
    this.spice = spice;
    this.random = new Random(seed);
  }

  String manifests(Backends backends) {
    var text = new StringBuilder(Services.manifests(namespace, backends, random.nextInt(100)));
    text.append(random.nextBoolean() ? grant() : "");
    int routes = 1 + random.nextInt(4);
    for (int i = 0; i < routes; i++) {
      text.append(route("r" + i));
    }
    return text + spice.calls(namespace, doors.get(0).parent());
  }

  /** What this estate's namespace lets the one before it name. */
  private String grant() {
    return """
        ---
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata: {namespace: %s, name: for-neighbours}
        spec:
          from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: %s}]
          to: [{group: "", kind: Service%s}]
        """
        .formatted(other, namespace, random.nextBoolean() ? "" : ", name: two");
  }

  private String route(String name) {
    var rules = new ArrayList<String>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      rules.add(rule());
    }
    var door = doors.get(random.nextInt(doors.size()));
    return """
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {namespace: %s, name: %s}
        spec:
          parentRefs: [%s]
          hostnames: [%s]
          rules: [%s]
        """
        .formatted(
            namespace,
            name,
            door.parent(),
            String.join(", ", hostnames(door)),
            String.join(", ", rules));
  }

  private List<String> hostnames(Door door) {
    var all = door.hosts().stream().map(host -> "\"" + host.formatted(namespace) + "\"").toList();
    int first = random.nextInt(all.size());
    return random.nextBoolean()
        ? List.of(all.get(first))
        : List.of(all.get(first), all.get((first + 1) % all.size()));
  }

  private String rule() {
    var matches = new ArrayList<String>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      var plain = match();
      matches.add("{%s}".formatted(String.join(", ", spice.match().orElse(plain))));
    }
    boolean isPrefix = matches.size() == 1 && matches.get(0).contains("PathPrefix");
    var then =
        random.nextInt(8) == 0
            ? redirect(isPrefix)
            : "backendRefs: [%s]%s".formatted(spice.backends(backends()), spice.filter(isPrefix));
    return "{matches: [%s], %s}".formatted(String.join(", ", matches), then);
  }

  private List<String> match() {
    var match = new ArrayList<String>();
    match.add(
        "path: {type: %s, value: %s}"
            .formatted(
                random.nextInt(3) == 0 ? "Exact" : "PathPrefix",
                PATHS.get(random.nextInt(PATHS.size()))));
    if (random.nextInt(4) == 0) {
      match.add("method: " + (random.nextBoolean() ? "GET" : "POST"));
    }
    if (random.nextInt(4) == 0) {
      var second = random.nextBoolean() ? ", {name: X-Region, value: north}" : "";
      match.add("headers: [{name: X-Version, value: v%d}%s]".formatted(random.nextInt(2), second));
    }
    if (random.nextInt(5) == 0) {
      match.add("queryParams: [{name: page, value: \"%d\"}]".formatted(random.nextInt(2)));
    }
    return match;
  }

  private String redirect(boolean isPrefix) {
    var plain =
        switch (random.nextInt(4)) {
          case 0 -> "hostname: elsewhere.example.net";
          case 1 -> "scheme: https";
          case 2 -> "path: {type: ReplaceFullPath, replaceFullPath: /new}";
          default -> "hostname: elsewhere.example.net, port: 8443";
        };
    var code = random.nextBoolean() ? 301 : 302;
    var where = spice.redirect(isPrefix).orElse(plain);
    return "filters: [{type: RequestRedirect, requestRedirect: {%s, statusCode: %d}}]"
        .formatted(where, code);
  }

  private String backends() {
    var first = backend();
    if (random.nextInt(3) > 0) {
      return "{%s}".formatted(first);
    }
    int weight = random.nextInt(4) * 10;
    return "{%s, weight: %d}, {%s, weight: %d}".formatted(first, weight, backend(), 100 - weight);
  }

  private String backend() {
    var target = Services.any(random);
    var elsewhere = random.nextInt(10) == 0 ? ", namespace: " + other : "";
    return "name: %s, port: %s%s".formatted(target.service(), target.port(), elsewhere);
  }
}
