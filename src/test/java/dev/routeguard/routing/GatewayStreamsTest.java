package dev.routeguard.routing;

import static dev.routeguard.routing.GatewayWorld.answer;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static dev.routeguard.routing.GatewayWorld.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes that see no HTTP: TLSRoute by server name, TCPRoute and UDPRoute by port. */
class GatewayStreamsTest {
  private static final String PASSTHROUGH = listener("tls", 443, "TLS", "tls: {mode: Passthrough}");

  private static Request tls(String host) {
    return Request.get(Scheme.TLS, host, "/");
  }

  @Test
  void tls_goes_to_the_route_with_the_most_specific_server_name() {
    var estate =
        GatewayWorld.with(
            "gateway-api",
            PASSTHROUGH,
            route("TLSRoute", "wild", "hostnames: ['*.example.com']\n" + to("web")),
            route("TLSRoute", "exact", "hostnames: [a.example.com]\n" + to("other")));

    assertThat(answer(estate, tls("a.example.com")).inWords()).isEqualTo("shop/other:80");
    assertThat(answer(estate, tls("b.c.example.com")).inWords()).isEqualTo("shop/web:80");
    assertThat(answer(estate, tls("example.com")).inWords()).isEqualTo("connection refused");
  }

  @Test
  void an_https_request_passes_through_encrypted() {
    var estate =
        GatewayWorld.with(
            "gateway-api",
            PASSTHROUGH,
            route("TLSRoute", "r", "hostnames: [a.example.com]\n" + to("web")));
    var outcome = answer(estate, Request.get(Scheme.HTTPS, "a.example.com", "/x"));

    assertThat(outcome.inWords()).isEqualTo("shop/web:80");
    assertThat(((Outcome.Forward) outcome).attributes()).containsEntry("tls.mode", "passthrough");
    assertThat(answer(estate, Request.get(Scheme.HTTP, "a.example.com", "/")).inWords())
        .isEqualTo("connection refused");
  }

  @Test
  void on_one_port_passthrough_of_one_host_goes_before_https_of_a_wildcard() {
    var https = listener("web", 443, "HTTPS", "tls: {certificateRefs: [{name: edge}]}");
    var sni = listener("tls", 443, "TLS", "hostname: a.example.com, tls: {mode: Passthrough}");
    var estate =
        GatewayWorld.with(
                "gateway-api",
                https + ", " + sni,
                route("TLSRoute", "t", "hostnames: [a.example.com]\n" + to("web")),
                route("HTTPRoute", "h", to("other")))
            .asGiven();

    assertThat(answer(estate, Request.get(Scheme.HTTPS, "a.example.com", "/")).inWords())
        .isEqualTo("shop/web:80");
    assertThat(answer(estate, Request.get(Scheme.HTTPS, "b.example.com", "/")).inWords())
        .isEqualTo("shop/other:80");
  }

  @Test
  void a_backend_without_endpoints_refuses_its_share_of_connections() {
    var rules =
        """
        rules:
        - backendRefs: [{name: web, port: 80, weight: 3}, {name: empty, port: 80, weight: 1}]
        """;
    var estate =
        GatewayWorld.with(
            "gateway-api", listener("db", 5432, "TCP", ""), route("TCPRoute", "r", rules));
    var outcome = (Outcome.Forward) answer(estate, at(Scheme.TCP, 5432));

    assertThat(outcome.shares()).extracting(Share::percent).containsExactly(75.0, 25.0);
    assertThat(outcome.shares()).extracting(Share::status).containsExactly(0, 0);
    assertThat(outcome.shares()).extracting(Share::isServed).containsExactly(true, false);
  }

  @Test
  void of_two_tcp_routes_on_one_port_the_older_or_the_first_by_name_takes_all() {
    var estate =
        GatewayWorld.with(
            "gateway-api",
            listener("db", 5432, "TCP", "") + ", " + listener("dns", 53, "UDP", ""),
            route("TCPRoute", "b", to("other")),
            route("TCPRoute", "a", to("web")),
            route("UDPRoute", "u", to("other")));

    assertThat(answer(estate, at(Scheme.TCP, 5432)).inWords()).isEqualTo("shop/web:80");
    assertThat(answer(estate, at(Scheme.UDP, 53)).inWords()).isEqualTo("shop/other:80");
    assertThat(answer(estate, at(Scheme.UDP, 5432)).inWords()).isEqualTo("connection refused");
  }

  private static Request at(Scheme scheme, int port) {
    return new Request(scheme, "any.example.com", port, "GET", "/", Map.of());
  }

  @Test
  void a_removed_tcp_route_is_lost_with_a_witness() {
    var route = route("TCPRoute", "r", to("web"));
    var before = GatewayWorld.with("gateway-api", listener("db", 5432, "TCP", ""), route);

    assertThat(RouteDiff.between(before, before.without(route.ref())).deltas())
        .singleElement()
        .satisfies(
            delta -> {
              assertThat(delta.type()).isEqualTo(RouteDelta.Type.LOST);
              assertThat(delta.witness().port()).isEqualTo(5432);
              assertThat(delta.witness().scheme()).isEqualTo(Scheme.TCP);
            });
  }

  @Test
  void a_host_under_the_server_name_of_another_listener_is_misdirected() {
    var one = listener("a", 443, "HTTPS", "hostname: a.example.com, tls: {options: {x: y}}");
    var two = listener("b", 443, "HTTPS", "hostname: b.example.com, tls: {options: {x: y}}");
    var estate =
        GatewayWorld.with("gateway-api", one + ", " + two, route("HTTPRoute", "r", to("web")));

    assertThat(answer(estate, https("a.example.com", "a.example.com")).inWords())
        .isEqualTo("shop/web:80");
    assertThat(answer(estate, https("b.example.com", "a.example.com")).inWords()).isEqualTo("421");
    assertThat(answer(estate, https("c.example.com", "a.example.com")).inWords()).isEqualTo("404");
    assertThat(answer(estate, https("a.example.com", "c.example.com")).inWords())
        .isEqualTo("connection refused");
  }

  private static Request https(String host, String sni) {
    return new Request(Scheme.HTTPS, host, 443, "GET", "/", Map.of(), sni);
  }
}
