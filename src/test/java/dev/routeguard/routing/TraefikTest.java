package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.fallback;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraefikTest {
  private static final String ROUTER = "traefik.ingress.kubernetes.io/router.";

  private final Scene traefik = new Scene("traefik");

  @Test
  void the_longer_rule_wins_so_a_prefix_beats_the_exact_path() {
    var shop = ingress("a", HOST).path("Exact", "/pay", "web").path("Prefix", "/pay", "pay");

    assertThat(traefik.answer("/pay", shop.object())).isEqualTo("shop/pay:80");
  }

  @Test
  void a_prefix_counts_characters() {
    var shop = ingress("a", HOST).path("Prefix", "/pay", "pay").object();

    assertThat(traefik.answer("/payment", shop)).isEqualTo("shop/pay:80");
    assertThat(traefik.answer("/p", shop)).isEqualTo("404");
  }

  @Test
  void a_route_without_endpoints_vanishes_and_its_requests_fall_through() {
    var shop = ingress("a", HOST).path("Prefix", "/empty", "idle");

    assertThat(traefik.answer("/empty", shop.object())).isEqualTo("404");
    assertThat(traefik.answer("/empty", shop.path("Prefix", "/", "web").object()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void a_missing_service_is_404() {
    assertThat(traefik.answer("/", ingress("a", HOST).path("Prefix", "/", "gone").object()))
        .isEqualTo("404");
  }

  @Test
  void an_endpoint_that_serves_counts_even_if_it_is_not_ready() {
    var shop = ingress("a", HOST).path("Prefix", "/", "empty").object();

    assertThat(traefik.answer("/", shop)).isEqualTo("shop/empty:80");
  }

  @Test
  void two_objects_with_one_rule_leave_the_winner_open() {
    var one = ingress("a", HOST).path("Prefix", "/", "web").created("2020-01-01T00:00:00Z");
    var two = ingress("b", HOST).path("Prefix", "/", "pay").object();

    assertThat(traefik.answer("/", one.object(), two)).isEqualTo("undefined");
  }

  @Test
  void a_priority_goes_before_length() {
    var shop = ingress("a", HOST).path("Prefix", "/pay", "pay").object();
    var sorry = ingress("b", HOST).path("Prefix", "/", "web").annotation(ROUTER + "priority", "1");

    assertThat(traefik.answer("/pay", shop, sorry.object())).isEqualTo("shop/pay:80");
    assertThat(traefik.answer("/pay", shop, sorry.annotation(ROUTER + "priority", "999").object()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void a_wildcard_covers_one_label_and_wins_with_a_longer_path() {
    var wild = ingress("w", "*.example.com").path("Prefix", "/", "pay").object();

    assertThat(traefik.host("a.example.com", wild)).isEqualTo("shop/pay:80");
    assertThat(traefik.host("b.a.example.com", wild)).isEqualTo("404");
    assertThat(traefik.host("example.com", wild)).isEqualTo("404");

    var precise = ingress("p", HOST).path("Prefix", "/", "web").object();
    var longer = ingress("w", "*.example.com").path("Prefix", "/a-long-path", "pay").object();
    assertThat(traefik.answer("/", precise, wild)).isEqualTo("shop/web:80");
    assertThat(traefik.answer("/a-long-path", precise, longer)).isEqualTo("shop/pay:80");
  }

  @Test
  void entry_points_say_who_listens() {
    var web =
        ingress("a", HOST).path("Prefix", "/", "web").annotation(ROUTER + "entrypoints", "web");

    assertThat(traefik.answer("/", web.object())).isEqualTo("shop/web:80");
    assertThat(traefik.tls("/", web.object())).isEqualTo("404");
  }

  @Test
  void a_default_backend_counts_only_on_an_ingress_without_rules() {
    var shop = ingress("a", HOST).path("Prefix", "/pay", "pay").object();

    assertThat(traefik.answer("/", shop, fallback("d", "web"))).isEqualTo("shop/web:80");
    assertThat(traefik.answer("/pay", shop, fallback("d", "web"))).isEqualTo("shop/pay:80");
  }

  @Test
  void an_ingress_without_class_is_not_served() {
    var stray = ingress("a", HOST).ofClass("''").path("Prefix", "/", "web").object();

    assertThat(traefik.answer("/", stray)).isEqualTo("404");
  }

  @Test
  void middlewares_are_noted_and_never_equal() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(ROUTER + "middlewares", "shop-strip@kubernetescrd")
            .object();
    var tables = RouteTables.of(traefik.with(shop));

    assertThat(tables.notesOn(shop.ref()))
        .extracting(Untranslated::fieldPath)
        .contains("metadata.annotations[" + ROUTER + "middlewares]");
    assertThat(traefik.attributes("/", shop)).containsKey(ROUTER + "middlewares");
  }
}
