package dev.routeguard.restore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API server itself hands out to a Service, and may have handed to another since. */
final class AllocatedFields {
  private static final List<String> OF_SPEC =
      List.of("clusterIP", "clusterIPs", "healthCheckNodePort");
  private static final String HEADLESS = "None";

  private AllocatedFields() {}

  static Map<String, Object> without(Map<String, Object> manifest) {
    if (!(manifest.get("spec") instanceof Map<?, ?> spec)
        || HEADLESS.equals(spec.get("clusterIP"))) {
      return manifest;
    }
    var rest = copy(spec);
    OF_SPEC.forEach(rest::remove);
    if (spec.get("ports") instanceof List<?> ports) {
      rest.put("ports", withoutNodePorts(ports));
    }
    var whole = new LinkedHashMap<>(manifest);
    whole.put("spec", rest);
    return whole;
  }

  private static List<Object> withoutNodePorts(List<?> ports) {
    var rest = new ArrayList<Object>();
    for (Object port : ports) {
      if (port instanceof Map<?, ?> map) {
        var one = copy(map);
        one.remove("nodePort");
        rest.add(one);
      }
    }
    return rest;
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> copy.put(key.toString(), value));
    return copy;
  }
}
