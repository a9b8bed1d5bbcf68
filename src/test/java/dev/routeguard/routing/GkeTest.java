package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Manifests.IngressWriter;
import org.junit.jupiter.api.Test;

class GkeTest {
  private final Scene gke = new Scene("gke");

  private static IngressWriter ingress(String name, String host) {
    return Scene.ingress(name, host).annotation("kubernetes.io/ingress.class", "edge");
  }

  @Test
  void only_the_annotation_counts_for_the_class() {
    var shop = Scene.ingress("a", HOST).path("Prefix", "/", "web").object();

    assertThat(gke.answer("/", shop)).isEqualTo("404");
    assertThat(gke.answer("/", ingress("a", HOST).path("Prefix", "/", "web").object()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void a_star_at_the_end_stands_for_all_below_and_the_rest_is_exact() {
    var shop =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/pay", "pay")
            .path("ImplementationSpecific", "/web/*", "web")
            .object();

    assertThat(gke.answer("/pay", shop)).isEqualTo("shop/pay:80");
    assertThat(gke.answer("/pay/x", shop)).isEqualTo("404");
    assertThat(gke.answer("/web/x", shop)).isEqualTo("shop/web:80");
    assertThat(gke.answer("/web", shop)).isEqualTo("404");
  }

  @Test
  void the_longest_path_wins() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").path("Prefix", "/pay", "pay").object();

    assertThat(gke.answer("/pay/x", shop)).isEqualTo("shop/pay:80");
    assertThat(gke.answer("/payment", shop)).isEqualTo("shop/web:80");
  }

  @Test
  void each_ingress_is_a_load_balancer_so_two_on_one_host_are_up_to_dns() {
    var one = ingress("a", HOST).path("Prefix", "/", "web").object();
    var two = ingress("b", HOST).path("Prefix", "/pay", "pay").object();

    assertThat(gke.answer("/pay", one, two)).isEqualTo("undefined");
  }

  @Test
  void port_443_opens_with_a_certificate_and_80_closes_where_told() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web");

    assertThat(gke.tls("/", shop.object())).isEqualTo("connection refused");
    assertThat(gke.tls("/", shop.tls("cert").object())).isEqualTo("shop/web:80");
    assertThat(
            gke.answer("/", shop.annotation("kubernetes.io/ingress.allow-http", "false").object()))
        .isEqualTo("connection refused");
  }

  @Test
  void no_endpoint_is_502_and_a_missing_service_is_noted() {
    var shop = ingress("a", HOST).path("Prefix", "/", "empty").path("Prefix", "/x", "gone");
    var notes = RouteTables.of(gke.with(shop.object())).notesOn(shop.object().ref());

    assertThat(gke.answer("/", shop.object())).isEqualTo("502");
    assertThat(notes).extracting(Untranslated::why).anyMatch(why -> why.contains("keeps"));
  }
}
