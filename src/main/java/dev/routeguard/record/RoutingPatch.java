package dev.routeguard.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The change of an object as a JSON Patch (RFC 6902), of its spec and routing annotations alone:
 * what else is in an object is bookkeeping, and may hold what nobody should read in a record.
 */
final class RoutingPatch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RoutingPatch() {}

  static String between(@Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    return JsonDiff.asJson(JSON.valueToTree(content(before)), JSON.valueToTree(content(after)))
        .toString();
  }

  private static Map<String, Object> content(@Nullable KubernetesObject object) {
    if (object == null) {
      return Map.of();
    }
    var metadata = Map.of("annotations", Fingerprint.routingAnnotations(object));
    return Map.of("metadata", metadata, "spec", object.map("spec"));
  }
}
