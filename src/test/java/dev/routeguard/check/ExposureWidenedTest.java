package dev.routeguard.check;

import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.estate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureWidenedTest {
  private static String service(String type, String annotations, String spec) {
    return """
        {apiVersion: v1, kind: Service,
         metadata: {name: db, namespace: shop, annotations: {%s}},
         spec: {type: %s, %s ports: [{port: 5432}]}}
        """
        .formatted(annotations, type, spec);
  }

  @Test
  void a_cluster_service_that_becomes_a_load_balancer_is_exposed() {
    var found = find(service("ClusterIP", "", ""), service("LoadBalancer", "", ""));
    assertThat(found)
        .extracting(Finding::message)
        .containsExactly(
            "Service db was of type ClusterIP and becomes a load balancer reachable from outside");
    assertThat(found.get(0).fieldPath()).isEqualTo("spec.type");
  }

  @ParameterizedTest
  @CsvSource({
    "service.beta.kubernetes.io/aws-load-balancer-scheme, internal",
    "networking.gke.io/load-balancer-type, Internal",
    "service.beta.kubernetes.io/azure-load-balancer-internal, 'true'",
    "service.beta.kubernetes.io/do-loadbalancer-network, INTERNAL",
  })
  void a_marker_keeps_it_inside_and_losing_the_marker_opens_it(String key, String value) {
    var marked = service("LoadBalancer", key + ": \"" + value + "\"", "");
    assertThat(find(service("ClusterIP", "", ""), marked)).isEmpty();
    assertThat(find(marked, service("LoadBalancer", "", "")))
        .extracting(Finding::fieldPath)
        .containsExactly("metadata.annotations");
  }

  @Test
  void an_aws_network_load_balancer_without_scheme_is_internal() {
    var nlb = "loadBalancerClass: service.k8s.aws/nlb,";
    var scheme = "service.beta.kubernetes.io/aws-load-balancer-scheme: ";
    var silent = service("LoadBalancer", "", nlb);
    var open = service("LoadBalancer", scheme + "internet-facing", nlb);
    assertThat(find(silent, service("LoadBalancer", scheme + "internal", nlb))).isEmpty();
    assertThat(find(silent, open)).hasSize(1);
    assertThat(find(open, silent)).isEmpty();
  }

  @Test
  void an_alb_that_turns_internet_facing_is_exposed() {
    assertThat(find(ingress("internal"), ingress("internet-facing"))).hasSize(1);
    assertThat(find(ingress("internet-facing"), ingress("internal"))).isEmpty();
  }

  private static String ingress(String scheme) {
    return Manifests.ingressWith(
        "shop", "shop", "alb.ingress.kubernetes.io/scheme: " + scheme, "", "a.io", "/=web");
  }

  @Test
  void a_gateway_that_loses_its_infrastructure_marker_is_exposed() {
    var gateway =
        """
        {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway,
         metadata: {name: inside, namespace: shop},
         spec: {gatewayClassName: envoy, infrastructure: {annotations: {%s}},
                listeners: [{name: http, port: 80, protocol: HTTP}]}}
        """;
    var marker = "networking.gke.io/load-balancer-type: Internal";
    assertThat(find(gateway.formatted(marker), gateway.formatted("")))
        .extracting(Finding::fieldPath)
        .containsExactly("spec.infrastructure.annotations");
  }

  @Test
  void a_route_that_moves_from_a_private_address_to_a_public_one_is_exposed() {
    var inside = gateway("inside", "10.1.2.3");
    var outside = gateway("outside", "203.0.113.7");
    var estate = estate(Manifests.CLASSES, inside, outside, route("inside"));
    var found = Asked.of(new ExposureWidened(), estate, apply(estate, route("outside")));
    assertThat(found)
        .extracting(weighed -> weighed.finding().fieldPath())
        .containsExactly("spec.parentRefs");
  }

  private static String gateway(String name, String address) {
    return """
        {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway,
         metadata: {name: %s, namespace: shop},
         spec: {gatewayClassName: envoy, listeners: [{name: http, port: 80, protocol: HTTP}]},
         status: {addresses: [{type: IPAddress, value: %s}]}}
        """
        .formatted(name, address);
  }

  private static String route(String gateway) {
    return """
        {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute,
         metadata: {name: www, namespace: shop},
         spec: {parentRefs: [{name: %s}], hostnames: [www.example.com],
                rules: [{backendRefs: [{name: web, port: 8080}]}]}}
        """
        .formatted(gateway);
  }

  @Test
  void a_new_public_load_balancer_widens_nothing_that_was_there() {
    var estate = estate(Manifests.CLASSES);
    var change = apply(estate, service("LoadBalancer", "", ""));
    assertThat(Asked.of(new ExposureWidened(), estate, change)).isEmpty();
  }

  private static List<Finding> find(String before, String after) {
    var estate = estate(Manifests.CLASSES, before);
    return Asked.of(new ExposureWidened(), estate, apply(estate, after)).stream()
        .map(Weighed::finding)
        .toList();
  }
}
