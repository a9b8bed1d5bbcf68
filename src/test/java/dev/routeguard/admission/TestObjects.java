package dev.routeguard.admission;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.KubernetesObject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Map;

/** Objects from JSON, without a cluster. */
final class TestObjects {
  private TestObjects() {}

  @SuppressWarnings("unchecked")
  static KubernetesObject inNamespace(String namespace, String json) {
    Map<String, Object> document = Serialization.unmarshal(json, Map.class);
    ((Map<String, Object>) document.get("metadata")).put("namespace", namespace);
    return Documents.read(document, Instant.EPOCH).orElseThrow();
  }
}
