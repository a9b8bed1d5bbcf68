package dev.routeguard.estate;

import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static Manifests.IngressWriter shop() {
    return ingress("shop", "shop.example.com").path("Prefix", "/", "web");
  }

  @Test
  void bookkeeping_annotations_and_status_do_not_count() {
    var plain = shop().object();
    var synced =
        shop()
            .annotation("argocd.argoproj.io/tracking-id", "x")
            .annotation("meta.helm.sh/release-name", "x")
            .annotation("cert-manager.io/cluster-issuer", "x")
            .address("203.0.113.1")
            .object();

    assertThat(Fingerprint.of(synced)).isEqualTo(Fingerprint.of(plain)).hasSize(20);
    assertThat(Fingerprint.same(plain, synced)).isTrue();
    assertThat(Fingerprint.routingAnnotations(synced)).isEmpty();
  }

  @Test
  void annotations_that_a_dialect_reads_count() {
    var key = "nginx.ingress.kubernetes.io/whitelist-source-range";
    var restricted = shop().annotation(key, "10.0.0.0/8").object();

    assertThat(Fingerprint.of(restricted)).isNotEqualTo(Fingerprint.of(shop().object()));
    assertThat(Fingerprint.routingAnnotations(restricted)).containsOnlyKeys(key);
  }

  @Test
  void the_spec_counts() {
    assertThat(Fingerprint.of(shop().object()))
        .isNotEqualTo(Fingerprint.of(shop().path("Exact", "/x", "web").object()));
  }

  @Test
  void endpoints_and_namespace_labels_count() {
    var namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {team: %s}}}";

    assertThat(Fingerprint.of(slice("a", "b", 1, 0)))
        .isNotEqualTo(Fingerprint.of(slice("a", "b", 0, 1)));
    assertThat(Fingerprint.of(object(namespace.formatted("x"))))
        .isNotEqualTo(Fingerprint.of(object(namespace.formatted("y"))));
  }

  @Test
  void lists_in_annotations_compare_without_order() {
    var table = AnnotationTable.SHIPPED;
    var key = "nginx.ingress.kubernetes.io/whitelist-source-range";

    assertThat(table.normalValue(key, "10.0.0.0/8, 192.168.0.0/16"))
        .isEqualTo(table.normalValue(key, "192.168.0.0/16,10.0.0.0/8"));
    assertThat(table.meaningOf(key)).isEqualTo(AnnotationMeaning.SECURITY);
    assertThat(table.meaningOf("unknown.example/x")).isEqualTo(AnnotationMeaning.BOOKKEEPING);
  }
}
