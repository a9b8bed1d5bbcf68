package dev.routeguard.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");

  private static Map<String, Object> ingress(Map<String, Object> metadata) {
    var document = new HashMap<String, Object>();
    document.put("apiVersion", "networking.k8s.io/v1");
    document.put("kind", "Ingress");
    document.put("metadata", metadata);
    return document;
  }

  @Test
  void integers_become_long_and_nulls_are_dropped() {
    var raw = ingress(Map.of("name", "a", "namespace", "b"));
    var spec = new HashMap<String, Object>();
    spec.put("number", 80);
    spec.put("nothing", null);
    raw.put("spec", spec);

    var read = Documents.read(raw, SEEN).orElseThrow();

    assertThat(read.map("spec")).isEqualTo(Map.of("number", 80L));
  }

  @Test
  void a_later_edit_of_the_raw_document_is_not_seen() {
    var raw = ingress(new HashMap<>(Map.of("name", "a")));
    var read = Documents.read(raw, SEEN).orElseThrow();
    raw.put("spec", Map.of("x", 1));

    assertThat(read.document()).doesNotContainKey("spec");
    assertThatThrownBy(() -> read.map("metadata").put("name", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void the_last_applied_copy_and_field_ownership_are_left_out() {
    var metadata =
        Map.<String, Object>of(
            "name",
            "a",
            "annotations",
            Map.of("kubectl.kubernetes.io/last-applied-configuration", "{}", "x/y", "z"),
            "managedFields",
            List.of(Map.of("manager", "kubectl", "operation", "Update", "fieldsV1", Map.of())));

    var read = Documents.read(ingress(metadata), SEEN).orElseThrow();

    assertThat(read.annotations()).isEqualTo(Map.of("x/y", "z"));
    assertThat(read.list("metadata", "managedFields"))
        .containsExactly(Map.of("manager", "kubectl", "operation", "Update"));
  }

  @Test
  void an_object_without_creation_time_counts_as_created_when_first_seen() {
    assertThat(Documents.read(ingress(Map.of("name", "a")), SEEN).orElseThrow().created())
        .isEqualTo(SEEN);
  }

  @Test
  void any_served_version_of_a_kind_is_read_and_other_kinds_are_not() {
    var beta =
        Map.of(
            "apiVersion",
            "gateway.networking.k8s.io/v1beta1",
            "kind",
            "HTTPRoute",
            "metadata",
            Map.of("name", "a"));
    var node = Map.of("apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", "a"));

    assertThat(Documents.read(beta, SEEN)).isPresent();
    assertThat(Documents.read(node, SEEN)).isEmpty();
  }

  @Test
  void what_is_no_object_or_nested_too_deeply_is_refused() {
    Map<String, Object> deep = Map.of();
    for (int i = 0; i <= Documents.MAX_DEPTH; i++) {
      deep = Map.of("a", deep);
    }
    var document = ingress(Map.of("name", "a"));
    document.put("spec", deep);

    assertThatThrownBy(() -> Documents.read(Map.of("a", "b"), SEEN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Documents.read(document, SEEN)).hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Documents.read(ingress(Map.of()), SEEN))
        .hasMessageContaining("metadata.name");
  }
}
