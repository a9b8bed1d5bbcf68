package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.routing.GatewayWorld.get;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static dev.routeguard.routing.GatewayWorld.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.conditions.GatewayConditions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where implementations of the Gateway API differ, as observed of those that really ran. */
class GatewayDialectsTest {
  private static final String HTTP = listener("http", 80, "HTTP", "");

  private static KubernetesObject gatewayClass(String controller) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: {name: edge}
        spec: {controllerName: %s}
        """
            .formatted(controller));
  }

  private static Estate ofController(String controller, KubernetesObject... more) {
    return GatewayWorld.with("gateway-api", HTTP, more)
        .with(EstateSettings.defaults())
        .with(gatewayClass(controller));
  }

  @ParameterizedTest
  @CsvSource({
    "projectcontour.io/gateway-controller, contour",
    "gateway.envoyproxy.io/gatewayclass-controller, envoy-gateway",
    "traefik.io/gateway-controller, traefik",
    "io.cilium/gateway-controller, cilium",
    "istio.io/gateway-controller, istio",
    "konghq.com/kic-gateway-controller, kong",
    "gateway.nginx.org/nginx-gateway-controller, nginx-gateway-fabric",
    "networking.gke.io/gateway, gke"
  })
  void a_class_is_read_as_its_controller_reads_it(String controller, String dialect) {
    var tables = RouteTables.of(ofController(controller));

    assertThat(tables.dialectOf(GatewayWorld.ENTRY)).isEqualTo(dialect);
    assertThat(tables.dialectNote(GatewayWorld.ENTRY)).isEmpty();
  }

  @Test
  void an_unknown_controller_is_read_by_the_text_of_the_api_and_said_so() {
    var tables = RouteTables.of(ofController("example.com/gateway"));

    assertThat(tables.dialectOf(GatewayWorld.ENTRY)).isEqualTo("gateway-api");
    assertThat(tables.dialectNote(GatewayWorld.ENTRY)).contains("example.com/gateway");
  }

  @Test
  void a_backend_without_endpoints_is_503_but_500_in_traefik() {
    var route = route("HTTPRoute", "r", to("empty"));

    assertThat(status(GatewayWorld.with("gateway-api", HTTP, route))).isEqualTo(503);
    assertThat(status(GatewayWorld.with("contour", HTTP, route))).isEqualTo(503);
    assertThat(status(GatewayWorld.with("traefik", HTTP, route))).isEqualTo(500);
  }

  @Test
  void a_missing_service_is_500_everywhere() {
    var route = route("HTTPRoute", "r", to("gone"));

    for (String dialect : new String[] {"gateway-api", "contour", "envoy-gateway", "traefik"}) {
      assertThat(status(GatewayWorld.with(dialect, HTTP, route))).isEqualTo(500);
    }
  }

  private static int status(Estate estate) {
    return ((Outcome.Forward) get(estate, "a.example.com", "/")).shares().get(0).status();
  }

  @Test
  void of_two_equal_routes_the_older_wins_but_traefik_leaves_it_open() {
    var one = route("HTTPRoute", "a", to("web"));
    var two = route("HTTPRoute", "b", to("other"));

    assertThat(get(GatewayWorld.with("contour", HTTP, two, one), "a.example.com", "/").inWords())
        .isEqualTo("shop/web:80");
    assertThat(get(GatewayWorld.with("traefik", HTTP, two, one), "a.example.com", "/"))
        .isInstanceOf(Outcome.Undefined.class);
  }

  @Test
  void what_no_route_of_the_most_specific_host_takes_is_404_where_envoy_picks_one_host() {
    var exact =
        route(
            "HTTPRoute",
            "a",
            "hostnames: [a.example.com]\n"
                + "rules: [{matches: [{path: {value: /x}}], backendRefs: [{name: web, port: 80}]}]");
    var wild = route("HTTPRoute", "b", "hostnames: ['*.example.com']\n" + to("other"));

    assertThat(get(GatewayWorld.with("gateway-api", HTTP, exact, wild), "a.example.com", "/y"))
        .isInstanceOf(Outcome.Undefined.class);
    assertThat(
            get(GatewayWorld.with("contour", HTTP, exact, wild), "a.example.com", "/y").inWords())
        .isEqualTo("404");
  }

  @Test
  void the_version_an_object_is_written_in_changes_nothing() {
    var route = route("HTTPRoute", "r", to("web"));
    var beta =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: HTTPRoute
            metadata: {name: r, namespace: shop}
            spec:
              parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public,
                            namespace: edge}]
              rules: [{matches: [{path: {type: PathPrefix, value: /}}],
                       backendRefs: [{kind: Service, name: web, port: 80, weight: 1}]}]
            """);
    var before = GatewayWorld.with("gateway-api", HTTP, route);

    assertThat(RouteDiff.between(before, before.with(beta)).deltas()).isEmpty();
  }

  @Test
  void weights_of_zero_get_nothing_and_only_zeros_are_500() {
    var some =
        "rules: [{backendRefs: [{name: web, port: 80, weight: 0}, {name: other, port: 80}]}]";
    var none = "rules: [{backendRefs: [{name: web, port: 80, weight: 0}]}]";

    assertThat(
            get(GatewayWorld.with("gateway-api", HTTP, route("HTTPRoute", "r", some)), "a.b", "/")
                .inWords())
        .isEqualTo("shop/other:80");
    assertThat(
            get(GatewayWorld.with("gateway-api", HTTP, route("HTTPRoute", "r", none)), "a.b", "/")
                .inWords())
        .isEqualTo("500");
  }

  @Test
  void envoy_gateway_lets_the_first_of_two_udp_listeners_stand() {
    var twice = listener("one", 53, "UDP", "") + ", " + listener("two", 53, "UDP", "");
    var route = route("UDPRoute", "r", to("web"));
    var request = new Request(Scheme.UDP, "a.example.com", 53, "GET", "/", Map.of());

    assertThat(
            GatewayWorld.answer(GatewayWorld.with("envoy-gateway", twice, route), request)
                .isServed())
        .isTrue();
    assertThat(
            GatewayWorld.answer(GatewayWorld.with("gateway-api", twice, route), request).isServed())
        .isFalse();
    assertThat(GatewayConditions.of(GatewayWorld.with("envoy-gateway", twice)).all())
        .extracting(Object::toString)
        .contains(
            "Gateway/edge/public/one Conflicted=False/NoConflicts",
            "Gateway/edge/public/two Conflicted=True/ProtocolConflict");
  }
}
