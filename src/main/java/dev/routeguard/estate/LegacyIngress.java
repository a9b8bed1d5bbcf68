package dev.routeguard.estate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ingresses as written before networking.k8s.io/v1, in the shape of v1, as the API server converts
 * them (pkg/apis/networking/v1beta1/conversion.go): {@code backend} is {@code defaultBackend}, and
 * a backend's {@code serviceName} and {@code servicePort} stand in {@code service}.
 */
final class LegacyIngress {
  /** Group that Ingress came from. */
  static final String OLD_GROUP = "extensions";

  /** Where a converted document keeps the version it was written in. */
  static final String WRITTEN = "writtenAs";

  private static final String OLD_VERSION = "v1beta1";

  private LegacyIngress() {}

  /** The document in the shape of v1; the very same where it has it already. */
  static Map<String, Object> asV1(Kind kind, Map<String, Object> document) {
    boolean isOld = Tree.text(document, "apiVersion").endsWith("/" + OLD_VERSION);
    if (kind != Kind.INGRESS || !isOld) {
      return document;
    }
    var converted = new LinkedHashMap<>(document);
    converted.put(WRITTEN, Tree.text(document, "apiVersion"));
    converted.put("apiVersion", kind.group() + "/" + kind.version());
    converted.computeIfPresent("spec", (key, spec) -> spec(Tree.map(spec)));
    return Collections.unmodifiableMap(converted);
  }

  private static Map<String, Object> spec(Map<String, Object> old) {
    var spec = new LinkedHashMap<>(old);
    var backend = Tree.map(old, "backend");
    if (spec.remove("backend") != null && !backend.isEmpty()) {
      spec.put("defaultBackend", backend(backend));
    }
    spec.computeIfPresent("rules", (key, rules) -> each(old, key, LegacyIngress::rule));
    return Collections.unmodifiableMap(spec);
  }

  private static Map<String, Object> rule(Map<String, Object> old) {
    var rule = new LinkedHashMap<>(old);
    rule.computeIfPresent(
        "http",
        (key, value) -> {
          var http = new LinkedHashMap<>(Tree.map(value));
          http.computeIfPresent(
              "paths", (paths, list) -> each(Tree.map(value), paths, LegacyIngress::path));
          return Collections.unmodifiableMap(http);
        });
    return Collections.unmodifiableMap(rule);
  }

  private static Map<String, Object> path(Map<String, Object> old) {
    var path = new LinkedHashMap<>(old);
    path.computeIfPresent("backend", (key, backend) -> backend(Tree.map(backend)));
    return Collections.unmodifiableMap(path);
  }

  private static Map<String, Object> backend(Map<String, Object> old) {
    if (!old.containsKey("serviceName")) {
      return old;
    }
    var backend = new LinkedHashMap<>(old);
    var name = backend.remove("serviceName");
    var port = backend.remove("servicePort");
    var service = new LinkedHashMap<String, Object>();
    service.put("name", name);
    if (port != null) {
      service.put("port", Map.of(port instanceof Number ? "number" : "name", port));
    }
    backend.put("service", Collections.unmodifiableMap(service));
    return Collections.unmodifiableMap(backend);
  }

  private interface Conversion {
    Map<String, Object> of(Map<String, Object> old);
  }

  private static List<Object> each(Map<String, Object> parent, String key, Conversion conversion) {
    var converted = new ArrayList<Object>();
    Tree.maps(parent, key).forEach(old -> converted.add(conversion.of(old)));
    return Collections.unmodifiableList(converted);
  }
}
