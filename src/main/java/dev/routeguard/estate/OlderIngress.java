package dev.routeguard.estate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ingresses as manifests wrote them before {@code networking.k8s.io/v1}. An API server converts
 * them; files still hold them, and the same object must give the same routes (kubernetes,
 * pkg/apis/networking/v1beta1/conversion.go and defaults.go).
 */
final class OlderIngress {
  private static final Set<String> VERSIONS =
      Set.of("extensions/v1beta1", "networking.k8s.io/v1beta1");

  private OlderIngress() {}

  /** The document in v1; every other document as it is. */
  static Map<String, ?> asV1(Map<String, ?> document) {
    boolean isOlder =
        "Ingress".equals(document.get("kind"))
            && document.get("apiVersion") instanceof String version
            && VERSIONS.contains(version);
    if (!isOlder) {
      return document;
    }
    var converted = new LinkedHashMap<String, @Nullable Object>(document);
    converted.put("apiVersion", "networking.k8s.io/v1");
    if (document.get("spec") instanceof Map<?, ?> spec) {
      converted.put("spec", spec(copy(spec)));
    }
    return converted;
  }

  private static Map<String, Object> spec(Map<String, Object> spec) {
    if (spec.remove("backend") instanceof Map<?, ?> backend) {
      spec.put("defaultBackend", backend(copy(backend)));
    }
    if (spec.get("rules") instanceof List<?> rules) {
      spec.put("rules", each(rules, OlderIngress::rule));
    }
    return spec;
  }

  private static void rule(Map<String, Object> rule) {
    if (rule.get("http") instanceof Map<?, ?> written) {
      var http = copy(written);
      if (http.get("paths") instanceof List<?> paths) {
        http.put("paths", each(paths, OlderIngress::path));
      }
      rule.put("http", http);
    }
  }

  private static void path(Map<String, Object> path) {
    path.putIfAbsent("pathType", "ImplementationSpecific");
    if (path.get("backend") instanceof Map<?, ?> backend) {
      path.put("backend", backend(copy(backend)));
    }
  }

  private static Map<String, Object> backend(Map<String, Object> backend) {
    var name = backend.remove("serviceName");
    var port = backend.remove("servicePort");
    if (name != null) {
      var service = new LinkedHashMap<String, Object>();
      service.put("name", name);
      if (port != null) {
        service.put("port", Map.of(port instanceof Number ? "number" : "name", port));
      }
      backend.put("service", service);
    }
    return backend;
  }

  /** Changes one mapping of a list. */
  private interface Conversion {
    void apply(Map<String, Object> mapping);
  }

  private static List<Object> each(List<?> items, Conversion conversion) {
    var converted = new ArrayList<Object>();
    for (Object item : items) {
      if (item instanceof Map<?, ?> map) {
        var mapping = copy(map);
        conversion.apply(mapping);
        converted.add(mapping);
      } else {
        converted.add(item);
      }
    }
    return converted;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> copy(Map<?, ?> map) {
    return new LinkedHashMap<>((Map<String, Object>) map);
  }
}
