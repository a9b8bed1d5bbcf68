package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.fallback;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CiliumTest {
  private static final String KEY = "ingress.cilium.io/";

  private final Scene cilium = new Scene("cilium");

  @Test
  void implementation_specific_is_an_expression_for_the_whole_path() {
    var shop =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/pay", "pay")
            .path("Prefix", "/", "web")
            .object();

    assertThat(cilium.answer("/pay", shop)).isEqualTo("shop/pay:80");
    assertThat(cilium.answer("/pay/x", shop)).isEqualTo("shop/web:80");
  }

  @Test
  void exact_goes_before_an_expression_before_a_longer_prefix() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/pay/much/longer", "web")
            .path("ImplementationSpecific", "/pay/.*", "pay")
            .path("Exact", "/pay/x", "empty")
            .object();

    assertThat(cilium.answer("/pay/x", shop)).isEqualTo("503");
    assertThat(cilium.answer("/pay/much/longer", shop)).isEqualTo("shop/pay:80");
  }

  @Test
  void equal_paths_on_the_shared_load_balancer_share_the_requests() {
    var one = ingress("a", HOST).path("Prefix", "/", "web");
    var two = ingress("b", HOST).path("Prefix", "/", "pay");

    assertThat(cilium.answer("/", one.object(), two.object())).isEqualTo("undefined");
    assertThat(
            cilium.answer(
                "/",
                one.annotation(KEY + "loadbalancer-mode", "shared").object(),
                two.annotation(KEY + "loadbalancer-mode", "shared").object()))
        .isEqualTo("50 % shop/web:80, 50 % shop/pay:80");
  }

  @Test
  void a_wildcard_covers_one_label() {
    var wild = ingress("w", "*.example.com").path("Prefix", "/", "web").object();

    assertThat(cilium.host("a.example.com", wild)).isEqualTo("shop/web:80");
    assertThat(cilium.host("b.a.example.com", wild, fallback("d", "pay"))).isEqualTo("404");
  }

  @Test
  void a_host_with_tls_redirects_plain_requests_unless_told_not_to() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").tls("cert");

    assertThat(cilium.answer("/", shop.object())).isEqualTo("301 to https://shop.example.com/");
    assertThat(cilium.answer("/", shop.annotation(KEY + "force-https", "disabled").object()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void a_missing_service_is_503() {
    assertThat(cilium.answer("/", ingress("a", HOST).path("Prefix", "/", "gone").object()))
        .isEqualTo("503");
  }
}
