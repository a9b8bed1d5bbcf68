package dev.routeguard.restore;

import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Patch from a bad state to a good one: spec and routing annotations only, and only where
 * the object still is the edition that was looked at. A patch keeps everything else, and takes no
 * field ownership beyond what it writes, as a server-side apply of the whole object would.
 */
final class RestorePatch {
  private RestorePatch() {}

  static List<Map<String, Object>> of(Live live, KubernetesObject good) {
    var patch = new ArrayList<Map<String, Object>>();
    patch.add(operation("test", "/metadata/uid", live.object().uid()));
    patch.add(operation("test", "/metadata/resourceVersion", live.object().resourceVersion()));
    addSpec(patch, live.object(), good);
    addAnnotations(patch, live, Fingerprint.routingAnnotations(good));
    return patch;
  }

  private static void addSpec(
      List<Map<String, Object>> patch, KubernetesObject live, KubernetesObject good) {
    if (live.map("spec").equals(good.map("spec"))) {
      return;
    }
    patch.add(
        operation(
            live.document().containsKey("spec") ? "replace" : "add", "/spec", good.map("spec")));
  }

  private static void addAnnotations(
      List<Map<String, Object>> patch, Live live, Map<String, String> wanted) {
    var now = Fingerprint.routingAnnotations(live.object());
    if (now.equals(wanted)) {
      return;
    }
    if (live.annotations().isEmpty()) {
      patch.add(operation("add", "/metadata/annotations", wanted));
      return;
    }
    for (var key : new TreeMap<>(now).keySet()) {
      if (!wanted.containsKey(key)) {
        patch.add(Map.of("op", "remove", "path", path(key)));
      }
    }
    wanted.forEach(
        (key, value) -> {
          if (!value.equals(now.get(key))) {
            patch.add(operation("add", path(key), value));
          }
        });
  }

  private static Map<String, Object> operation(String op, String path, Object value) {
    var operation = new LinkedHashMap<String, Object>();
    operation.put("op", op);
    operation.put("path", path);
    operation.put("value", value);
    return operation;
  }

  /** Escaped as a JSON Pointer (RFC 6901) asks for. */
  private static String path(String annotation) {
    return "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
  }
}
