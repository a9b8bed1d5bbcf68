package dev.routeguard.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ingresses made from a seed, on hosts of their own: wildcards, overlapping prefixes, Exact against
 * Prefix, two objects with one path, backends that can't answer, other classes, no class.
 */
final class IngressEstate {
  private static final List<String> PATHS =
      List.of("/", "/a", "/a/", "/a/b", "/ab", "/a/b/c", "/b", "/B", "/a.b", "/deep/er/path");
  private static final List<String> EXPRESSIONS = List.of("/re/[a-z]+", "/i", "/i/", "/x.*", "/a");
  private static final List<String> TYPES =
      List.of("Exact", "Prefix", "Prefix", "Prefix", "ImplementationSpecific");

  private final String namespace;
  private final Random random;
  private final boolean everyHost;

  /**
   * One estate.
   *
   * @param everyHost may have rules for every host, which only one estate of a cluster can
   */
  IngressEstate(String namespace, long seed, boolean everyHost) {
    this.namespace = namespace;
    this.random = new Random(seed);
    this.everyHost = everyHost;
  }

  String manifests(Backends backends) {
    var text = new StringBuilder(Services.manifests(namespace, backends, random.nextInt(100)));
    int ingresses = 1 + random.nextInt(4);
    for (int i = 0; i < ingresses; i++) {
      text.append(ingress("i" + i));
    }
    return text.toString();
  }

  private String ingress(String name) {
    return """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {namespace: %s, name: %s%s}
        spec:
          %s
          rules: [%s]
        """
        .formatted(namespace, name, annotations(), type(), String.join(", ", rules()));
  }

  private String annotations() {
    return switch (random.nextInt(12)) {
      case 0 -> ", annotations: {ingress.kubernetes.io/force-ssl-redirect: \"true\"}";
      case 1 -> ", annotations: {kubernetes.io/ingress.allow-http: \"false\"}";
      case 2 -> ", annotations: {projectcontour.io/response-timeout: 30s}";
      case 3 -> ", annotations: {nginx.ingress.kubernetes.io/rewrite-target: /other}";
      default -> "";
    };
  }

  /** Mostly the class; now and then none, which Contour serves, or another's. */
  private String type() {
    int dice = random.nextInt(10);
    return dice == 0 ? "" : "ingressClassName: " + (dice == 1 ? "other" : "contour");
  }

  private List<String> rules() {
    var rules = new ArrayList<String>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      var host = host();
      rules.add(
          "{%shttp: {paths: [%s]}}"
              .formatted(
                  host.isEmpty() ? "" : "host: \"" + host + "\", ", String.join(", ", paths())));
    }
    return rules;
  }

  private String host() {
    return switch (random.nextInt(everyHost ? 6 : 5)) {
      case 0 -> "*." + namespace + ".example.com";
      case 1 -> "b." + namespace + ".example.com";
      case 2 -> "c.b." + namespace + ".example.com";
      case 3, 4 -> namespace + ".example.com";
      default -> "";
    };
  }

  private List<String> paths() {
    var paths = new ArrayList<String>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      var type = TYPES.get(random.nextInt(TYPES.size()));
      var from = type.equals("ImplementationSpecific") ? EXPRESSIONS : PATHS;
      paths.add(
          "{path: \"%s\", pathType: %s, backend: {service: {name: %s}}}"
              .formatted(from.get(random.nextInt(from.size())), type, backend()));
    }
    return paths;
  }

  /** By number or by name. */
  private String backend() {
    var target = Services.any(random);
    boolean named = target.port().equals("80") && random.nextBoolean();
    return "%s, port: {%s}"
        .formatted(target.service(), named ? "name: web" : "number: " + target.port());
  }
}
