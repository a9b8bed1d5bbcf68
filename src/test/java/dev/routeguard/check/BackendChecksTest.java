package dev.routeguard.check;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.estate;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendChecksTest {
  private static final String GATEWAY =
      """
      {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway,
       metadata: {name: public, namespace: shop},
       spec: {gatewayClassName: envoy,
              listeners: [{name: http, port: 80, protocol: HTTP}]}}
      """;

  private final Estate estate =
      estate(
          CLASSES,
          GATEWAY,
          service("shop", "web", 4, 0),
          service("shop", "blue", 0, 6),
          ingress("shop", "shop", "shop.example.com", "/=web"),
          split(100, 0));

  private static String split(int web, int blue) {
    return """
        {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute,
         metadata: {name: split, namespace: shop},
         spec: {parentRefs: [{name: public}], hostnames: [www.example.com],
                rules: [{backendRefs: [{name: web, port: 8080, weight: %d},
                                       {name: blue, port: 8080, weight: %d}]}]}}
        """
        .formatted(web, blue);
  }

  @Test
  void a_quarter_to_a_dead_pool_is_said_in_per_cent() {
    var finding = only(Asked.of(new WeightToDeadBackend(), estate, apply(estate, split(75, 25))));
    assertThat(finding.message())
        .isEqualTo(
            "25 % of requests to www.example.com/ go to blue:8080,"
                + " which has no ready endpoint (0 of 6 ready)");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fieldPath()).isEqualTo("spec.rules[0].backendRefs");
    assertThat(finding.witness()).isEqualTo("GET http://www.example.com/");
  }

  @Test
  void a_small_share_is_high_and_the_limit_is_a_parameter() {
    var change = apply(estate, split(95, 5));
    assertThat(only(Asked.of(new WeightToDeadBackend(), estate, change)).severity())
        .isEqualTo(Severity.HIGH);
    var strict = Map.<String, Object>of("criticalShare", 0.01);
    assertThat(only(Asked.of(new WeightToDeadBackend(), strict, estate, change)).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void weight_zero_to_a_dead_pool_is_fine() {
    assertThat(Asked.of(new WeightToDeadBackend(), estate, apply(estate, split(1, 0)))).isEmpty();
  }

  @Test
  void all_weights_zero_answer_nobody() {
    var found = Asked.of(new WeightToDeadBackend(), estate, apply(estate, split(0, 0)));
    var lost = Asked.of(new RouteLost(), estate, apply(estate, split(0, 0)));
    assertThat(List.of(found, lost)).anySatisfy(list -> assertThat(list).isNotEmpty());
  }

  @Test
  void a_weighted_dead_backend_is_not_also_a_dead_route() {
    assertThat(Asked.of(new BackendNoReadyEndpoints(), estate, apply(estate, split(75, 25))))
        .isEmpty();
  }

  @Test
  void the_whole_weight_to_a_dead_pool_is_a_dead_route() {
    var change = apply(estate, split(0, 1));
    assertThat(only(Asked.of(new BackendNoReadyEndpoints(), estate, change)).severity())
        .isEqualTo(Severity.CRITICAL);
    assertThat(Asked.of(new WeightToDeadBackend(), estate, change)).isEmpty();
  }

  @Test
  void a_served_route_turned_to_a_dead_backend_is_critical() {
    var change = apply(estate, ingress("shop", "shop", "shop.example.com", "/=blue"));
    var finding = only(Asked.of(new BackendNoReadyEndpoints(), estate, change));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.message())
        .startsWith(
            "shop.example.com/ goes to blue:8080, which has no ready endpoint (0 of 6 ready)");
    assertThat(finding.fieldPath()).isEqualTo("spec.rules[0].http.paths[0].backend");
  }

  @Test
  void a_deleted_service_breaks_the_route_that_nobody_edited() {
    var change = delete(estate, new ObjectRef(Kind.SERVICE, "shop", "web"));
    var found = Asked.of(new BackendServiceMissing(), estate, change);
    assertThat(found)
        .extracting(weighed -> weighed.finding().object().toString())
        .contains("Ingress/shop/shop", "HTTPRoute/shop/split");
    assertThat(found).extracting(Weighed::novelty).containsOnly(Novelty.ADDED);
    assertThat(found.get(0).finding().severity()).isEqualTo(Severity.HIGH);
    assertThat(found.get(0).finding().message())
        .contains("goes to Service web, which does not exist in namespace shop");
  }

  @Test
  void a_renamed_port_breaks_the_route_and_the_ports_left_are_listed() {
    var renamed = service("shop", "web", 4, 0).replace("port: 8080}], sel", "port: 9090}], sel");
    var finding =
        Asked.of(new BackendPortMissing(), estate, apply(estate, renamed.split("---")[0])).get(0);
    assertThat(finding.finding().message())
        .contains("goes to port 8080 of Service web, which has only 9090 (http)");
    assertThat(finding.finding().remedy()).startsWith("Use 9090 (http)");
  }

  @Test
  void a_selector_less_service_whose_hand_kept_slice_is_emptied_is_dead() {
    var slice =
        """
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice,
         metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}},
         addressType: IPv4, ports: [{name: http, port: 8080}], endpoints: []}
        """;
    assertThat(Asked.of(new BackendNoReadyEndpoints(), estate, apply(estate, slice)))
        .extracting(Weighed::novelty)
        .containsOnly(Novelty.ADDED);
  }

  private static Finding only(List<Weighed> weighed) {
    assertThat(weighed).hasSize(1);
    assertThat(weighed.get(0).novelty()).isEqualTo(Novelty.ADDED);
    return weighed.get(0).finding();
  }
}
