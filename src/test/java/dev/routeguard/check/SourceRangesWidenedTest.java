package dev.routeguard.check;

import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.estate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceRangesWidenedTest {
  private static final String KEY = "nginx.ingress.kubernetes.io/whitelist-source-range";

  private static String ingress(String ranges) {
    var annotation = ranges.isEmpty() ? "" : KEY + ": \"" + ranges + "\"";
    return Manifests.ingressWith("shop", "shop", annotation, "", "a.io", "/=web");
  }

  private static String service(String ranges, String annotations) {
    return """
        {apiVersion: v1, kind: Service,
         metadata: {name: lb, namespace: shop, annotations: {%s}},
         spec: {type: LoadBalancer, loadBalancerSourceRanges: [%s], ports: [{port: 443}]}}
        """
        .formatted(annotations, ranges);
  }

  @Test
  void an_added_range_is_shown() {
    var found = find(ingress("10.0.0.0/8"), ingress("10.0.0.0/8, 192.0.2.0/24"));
    assertThat(found)
        .extracting(Finding::message)
        .containsExactly("Ingress shop lets in 192.0.2.0/24, which it did not before");
    assertThat(found.get(0).fieldPath()).isEqualTo("metadata.annotations[" + KEY + "]");
  }

  @Test
  void a_list_that_disappears_lets_everybody_in() {
    assertThat(find(ingress("10.0.0.0/8"), ingress("")))
        .extracting(Finding::message)
        .containsExactly("Ingress shop no longer limits who may connect (was 10.0.0.0/8)");
  }

  @Test
  void everybody_is_more_than_somebody() {
    assertThat(find(service("10.0.0.0/8", ""), service("0.0.0.0/0", ""))).hasSize(1);
    assertThat(find(service("10.0.0.0/8", ""), service("10.0.0.0/8, \"::/0\"", ""))).hasSize(1);
  }

  @Test
  void narrowing_reordering_and_splitting_are_fine() {
    assertThat(find(ingress("10.0.0.0/8"), ingress("10.1.0.0/16"))).isEmpty();
    assertThat(find(ingress("10.0.0.0/8,192.0.2.1"), ingress("192.0.2.1, 10.0.0.0/8"))).isEmpty();
    assertThat(find(ingress("10.0.0.0/8"), ingress("10.0.0.0/9,10.128.0.0/9"))).isEmpty();
    assertThat(find(ingress("10.0.0.0/9,10.128.0.0/9"), ingress("10.0.0.0/8"))).isEmpty();
    assertThat(find(ingress(""), ingress("10.0.0.0/8"))).isEmpty();
  }

  @Test
  void a_list_may_move_from_the_annotation_to_the_field() {
    var annotated =
        service("", "service.beta.kubernetes.io/load-balancer-source-ranges: \"10.0.0.0/8\"");
    assertThat(find(annotated, service("10.0.0.0/8", ""))).isEmpty();
  }

  @Test
  void a_trusted_range_may_always_be_added() {
    var estate = estate(Manifests.CLASSES, ingress("10.0.0.0/8"));
    var change = apply(estate, ingress("10.0.0.0/8,192.0.2.7"));
    var trusted = Map.<String, Object>of("trusted", List.of("192.0.2.0/24"));
    assertThat(Asked.of(new SourceRangesWidened(), trusted, estate, change)).isEmpty();
  }

  @Test
  void what_is_no_range_is_a_note_and_never_a_pass() {
    var estate = estate(Manifests.CLASSES, ingress("10.0.0.0/8"));
    var change = apply(estate, ingress("10.0.0.0/8,office"));
    var check = new SourceRangesWidened();
    var situation = Situation.of(List.of(change), estate);
    assertThat(check.notes(situation, Parameters.standard(check.description())))
        .extracting(Note::why)
        .containsExactly("\"office\" is no address range, so it was not compared");
  }

  private static List<Finding> find(String before, String after) {
    var estate = estate(Manifests.CLASSES, before);
    return Asked.of(new SourceRangesWidened(), estate, apply(estate, after)).stream()
        .map(Weighed::finding)
        .toList();
  }
}
