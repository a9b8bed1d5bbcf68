package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.fallback;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HaproxyIngressTest {
  private static final String KEY = "haproxy-ingress.github.io/";

  private final Scene haproxy = new Scene("haproxy-ingress");

  @Test
  void the_oldest_ingress_keeps_a_path() {
    var old = ingress("z", HOST).path("Prefix", "/", "web").created("2020-01-01T00:00:00Z");
    var young = ingress("a", HOST).path("Prefix", "/", "pay").created("2021-01-01T00:00:00Z");

    assertThat(haproxy.answer("/", young.object(), old.object())).isEqualTo("shop/web:80");
  }

  @Test
  void the_longer_path_wins_and_of_equal_ones_exact() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .path("Prefix", "/pay", "pay")
            .path("Exact", "/pay", "empty")
            .object();

    assertThat(haproxy.answer("/pay", shop)).isEqualTo("503");
    assertThat(haproxy.answer("/pay/x", shop)).isEqualTo("shop/pay:80");
    assertThat(haproxy.answer("/payment", shop)).isEqualTo("shop/web:80");
  }

  @Test
  void implementation_specific_begins_with_characters_unless_path_type_says_otherwise() {
    var shop = ingress("a", HOST).path("ImplementationSpecific", "/pay", "pay");

    assertThat(haproxy.answer("/payment", shop.object())).isEqualTo("shop/pay:80");
    assertThat(haproxy.answer("/payment", shop.annotation(KEY + "path-type", "exact").object()))
        .isEqualTo("404");
  }

  @Test
  void a_path_whose_service_is_missing_is_skipped() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").path("Prefix", "/pay", "gone");

    assertThat(haproxy.answer("/pay", shop.object())).isEqualTo("shop/web:80");
  }

  @Test
  void what_the_paths_of_a_host_leave_goes_on_to_the_wildcard_and_the_default_backend() {
    var shop = ingress("a", HOST).path("Prefix", "/pay", "pay").object();
    var wild = ingress("w", "*.example.com").path("Prefix", "/", "web").object();

    assertThat(haproxy.answer("/x", shop, wild)).isEqualTo("shop/web:80");
    assertThat(haproxy.answer("/x", shop, fallback("d", "web"))).isEqualTo("shop/web:80");
    assertThat(haproxy.answer("/x", shop)).isEqualTo("404");
    assertThat(haproxy.host("b.a.example.com", wild)).isEqualTo("404");
  }

  @Test
  void tls_redirects_plain_requests_unless_told_not_to() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").tls("cert");

    assertThat(haproxy.answer("/", shop.object())).isEqualTo("302 to https://shop.example.com/");
    assertThat(haproxy.answer("/", shop.annotation(KEY + "ssl-redirect", "false").object()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void an_alias_is_answered_like_its_host() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(KEY + "server-alias", "other.example.org")
            .object();

    assertThat(haproxy.host("other.example.org", shop)).isEqualTo("shop/web:80");
  }
}
