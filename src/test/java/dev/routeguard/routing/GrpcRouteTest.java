package dev.routeguard.routing;

import static dev.routeguard.routing.GatewayWorld.answer;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static dev.routeguard.routing.GatewayWorld.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrpcRouteTest {
  private static final String HTTP = listener("http", 80, "HTTP", "");

  private static Estate with(String rules) {
    return GatewayWorld.with("gateway-api", HTTP, route("GRPCRoute", "r", "rules: " + rules));
  }

  private static String call(Estate estate, String service, String method) {
    return answer(estate, Request.call("a.example.com", 80, service, method, Map.of())).inWords();
  }

  @Test
  void service_and_method_decide_and_more_characters_of_the_service_go_first() {
    var estate =
        with(
            """
            [{matches: [{method: {method: Get}}], backendRefs: [{name: empty, port: 80}]},
             {matches: [{method: {service: shop.Cart}}], backendRefs: [{name: web, port: 80}]},
             {matches: [{method: {service: shop.Cart, method: Get}}],
              backendRefs: [{name: other, port: 80}]}]""");

    assertThat(call(estate, "shop.Cart", "Get")).isEqualTo("shop/other:80");
    assertThat(call(estate, "shop.Cart", "Put")).isEqualTo("shop/web:80");
    assertThat(call(estate, "shop.CartX", "Get")).isEqualTo("shop/empty:80");
    assertThat(call(estate, "shop.CartX", "Put")).isEqualTo("404");
  }

  @Test
  void an_expression_matches_whole_names_and_a_header_breaks_ties() {
    var estate =
        with(
            """
            [{matches: [{method: {type: RegularExpression, service: 'shop[.].*'}}],
              backendRefs: [{name: web, port: 80}]},
             {matches: [{method: {type: RegularExpression, service: 'shop[.].*'},
                         headers: [{name: Canary, value: 'yes'}]}],
              backendRefs: [{name: other, port: 80}]}]""");
    var canary = Request.call("a.example.com", 80, "shop.Cart", "Get", Map.of("canary", "yes"));

    assertThat(call(estate, "shop.Cart", "Get")).isEqualTo("shop/web:80");
    assertThat(call(estate, "my-shop.Cart", "Get")).isEqualTo("404");
    assertThat(answer(estate, canary).inWords()).isEqualTo("shop/other:80");
  }

  @Test
  void a_call_is_an_http_request_to_an_http_route_too() {
    var estate = GatewayWorld.with("gateway-api", HTTP, route("HTTPRoute", "r", to("web")));

    assertThat(call(estate, "shop.Cart", "Get")).isEqualTo("shop/web:80");
  }

  @Test
  void the_witness_of_a_lost_call_is_a_post() {
    var before =
        with("[{matches: [{method: {method: Get}}], backendRefs: [{name: web, port: 80}]}]");
    var after = before.without(route("GRPCRoute", "r", to("web")).ref());

    assertThat(RouteDiff.between(before, after).deltas())
        .singleElement()
        .satisfies(
            delta -> {
              assertThat(delta.type()).isEqualTo(RouteDelta.Type.LOST);
              assertThat(delta.witness().method()).isEqualTo("POST");
              assertThat(delta.witness().path()).endsWith("/Get");
            });
  }
}
