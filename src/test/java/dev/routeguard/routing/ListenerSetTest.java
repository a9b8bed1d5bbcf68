package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.routing.GatewayWorld.get;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static dev.routeguard.routing.GatewayWorld.routeOf;
import static dev.routeguard.routing.GatewayWorld.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import org.junit.jupiter.api.Test;

class ListenerSetTest {
  private static final String MAIN = listener("main", 80, "HTTP", "hostname: a.example.com");
  private static final String MORE = listener("more", 80, "HTTP", "hostname: b.example.com");

  private static KubernetesObject set(String name, String listeners) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: ListenerSet
        metadata: {name: %s, namespace: shop}
        spec:
          parentRef: {name: public, namespace: edge}
          listeners: [%s]
        """
            .formatted(name, listeners));
  }

  private static KubernetesObject atSet(String name, String set, String backend) {
    return routeOf("HTTPRoute", name, "{kind: ListenerSet, name: %s}".formatted(set), to(backend));
  }

  private static Estate with(String from, KubernetesObject... more) {
    var allowed = "allowedListeners: {namespaces: {from: %s}}".formatted(from);
    return GatewayWorld.with("gateway-api", MAIN, more).with(GatewayWorld.gateway(MAIN, allowed));
  }

  @Test
  void a_listener_set_adds_listeners_where_the_gateway_takes_it() {
    var set = set("extra", MORE);
    var route = atSet("r", "extra", "web");

    assertThat(get(with("All", set, route), "b.example.com", "/").inWords())
        .isEqualTo("shop/web:80");
    assertThat(get(with("Same", set, route), "b.example.com", "/").isServed()).isFalse();
    assertThat(get(with("None", set, route), "b.example.com", "/").isServed()).isFalse();
  }

  @Test
  void a_route_at_the_gateway_stays_off_the_listeners_of_its_sets() {
    var estate = with("All", set("extra", MORE), route("HTTPRoute", "r", to("web")));

    assertThat(get(estate, "a.example.com", "/").isServed()).isTrue();
    assertThat(get(estate, "b.example.com", "/").isServed()).isFalse();
  }

  @Test
  void the_gateway_keeps_its_listener_and_the_set_loses_the_one_that_conflicts() {
    var same = listener("same", 80, "HTTP", "hostname: a.example.com");
    var estate =
        with(
            "All",
            set("extra", same + ", " + MORE),
            atSet("s", "extra", "other"),
            route("HTTPRoute", "r", to("web")));

    assertThat(get(estate, "a.example.com", "/").inWords()).isEqualTo("shop/web:80");
    assertThat(get(estate, "b.example.com", "/").inWords()).isEqualTo("shop/other:80");
  }

  @Test
  void a_removed_set_loses_the_routes_that_stand_on_it() {
    var set = set("extra", MORE);
    var before = with("All", set, atSet("r", "extra", "web"));

    assertThat(RouteDiff.between(before, before.without(set.ref())).deltas())
        .singleElement()
        .satisfies(
            delta -> {
              assertThat(delta.type()).isEqualTo(RouteDelta.Type.LOST);
              assertThat(delta.witness().host()).isEqualTo("b.example.com");
            });
  }

  @Test
  void a_gateway_that_no_longer_takes_sets_loses_their_routes() {
    var before = with("All", set("extra", MORE), atSet("r", "extra", "web"));
    var after = before.with(GatewayWorld.gateway(MAIN));

    assertThat(RouteDiff.between(before, after).of(RouteDelta.Type.LOST)).hasSize(1);
    assertThat(RouteDiff.between(after, before).of(RouteDelta.Type.GAINED)).hasSize(1);
  }
}
