package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.ingressClass;
import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import org.junit.jupiter.api.Test;

/** One controller that reads Ingresses and Gateways behind one address. */
class SharedControllerTest {
  private static final KubernetesObject HTTP_ROUTE =
      route(
          "HTTPRoute",
          "r",
          "hostnames: [a.example.com]\n"
              + "rules: [{matches: [{path: {value: /pay}}], backendRefs: [{name: web, port: 80}]}]");

  private static KubernetesObject ingressToOther() {
    return ingress("i", "a.example.com")
        .path("Prefix", "/pay", "other")
        .ofClass("edge")
        .address("192.0.2.7")
        .object();
  }

  private static Estate of(String domain) {
    var http = listener("http", 80, "HTTP", "");
    var gateway =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: public, namespace: edge}
            spec: {gatewayClassName: edge, listeners: [%s]}
            status: {addresses: [{value: 192.0.2.7}]}
            """
                .formatted(http));
    var gatewayClass =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: edge}
            spec: {controllerName: %s/gateway-controller}
            """
                .formatted(domain));
    return GatewayWorld.with("gateway-api", http, gateway, gatewayClass, ingressToOther())
        .with(EstateSettings.defaults())
        .with(ingressClass("edge", domain + "/ingress-controller"));
  }

  @Test
  void in_contour_an_http_route_takes_the_path_from_the_ingress() {
    var before = of("projectcontour.io");
    var after = before.with(HTTP_ROUTE);

    assertThat(RouteDiff.between(before, after).deltas())
        .singleElement()
        .satisfies(
            delta -> {
              assertThat(delta.type()).isEqualTo(RouteDelta.Type.MOVED);
              assertThat(delta.before().inWords()).isEqualTo("shop/other:80");
              assertThat(delta.after().inWords()).isEqualTo("shop/web:80");
            });
    assertThat(RouteDiff.between(after, before).deltas())
        .singleElement()
        .extracting(RouteDelta::type)
        .isEqualTo(RouteDelta.Type.MOVED);
  }

  @Test
  void in_traefik_nobody_notices_an_http_route_behind_an_ingress() {
    var before = of("traefik.io");

    assertThat(RouteDiff.between(before, before.with(HTTP_ROUTE)).deltas()).isEmpty();
  }

  @Test
  void of_two_controllers_each_answers_for_itself() {
    var before =
        of("projectcontour.io").with(ingressClass("edge", "traefik.io/ingress-controller"));

    assertThat(RouteDiff.between(before, before.with(HTTP_ROUTE)).deltas())
        .singleElement()
        .extracting(RouteDelta::type)
        .isEqualTo(RouteDelta.Type.GAINED);
  }
}
