package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.fallback;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KongTest {
  private static final String KEY = "konghq.com/";

  private final Scene kong = new Scene("kong");

  @Test
  void more_kinds_of_conditions_go_first_and_then_longer_paths() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").path("Prefix", "/pay", "pay").object();
    var anyHost = ingress("b", "").path("Prefix", "/pay/much/longer", "empty").object();

    assertThat(kong.answer("/pay/x", shop)).isEqualTo("shop/pay:80");
    assertThat(kong.answer("/payment", shop)).isEqualTo("shop/web:80");
    assertThat(kong.answer("/pay/much/longer", shop, anyHost)).isEqualTo("shop/pay:80");
  }

  @Test
  void methods_and_headers_narrow_the_routes_of_an_ingress() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").object();
    var narrow =
        ingress("b", HOST)
            .path("Prefix", "/", "pay")
            .annotation(KEY + "methods", "POST,PUT")
            .annotation(KEY + "headers.X-Try", "a,b")
            .object();
    var put = new Request(Scheme.HTTP, HOST, 80, "PUT", "/", Map.of("x-try", "b"));

    assertThat(kong.answer(put, shop, narrow)).isEqualTo("shop/pay:80");
    assertThat(kong.answer("/", shop, narrow)).isEqualTo("shop/web:80");
  }

  @Test
  void an_exact_path_and_a_prefix_of_the_same_path_leave_the_winner_open() {
    var shop =
        ingress("a", HOST).path("Exact", "/pay", "web").path("Prefix", "/pay", "pay").object();

    assertThat(kong.answer("/pay", shop)).isEqualTo("undefined");
    assertThat(kong.answer("/pay/x", shop)).isEqualTo("shop/pay:80");
  }

  @Test
  void two_objects_with_one_path_leave_the_winner_open() {
    var one = ingress("a", HOST).path("Prefix", "/", "web").object();
    var two = ingress("b", HOST).path("Prefix", "/", "pay").object();

    assertThat(kong.answer("/", one, two)).isEqualTo("undefined");
  }

  @Test
  void implementation_specific_counts_characters_or_is_an_expression() {
    var shop =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/pay", "pay")
            .path("ImplementationSpecific", "/~/v[0-9]+", "web")
            .object();

    assertThat(kong.answer("/payment", shop)).isEqualTo("shop/pay:80");
    assertThat(kong.answer("/v12/x", shop)).isEqualTo("shop/web:80");
  }

  @Test
  void what_a_host_leaves_goes_on_to_the_default_backend() {
    var shop = ingress("a", HOST).path("Exact", "/", "pay").object();

    assertThat(kong.answer("/x", shop, fallback("d", "web"))).isEqualTo("shop/web:80");
    assertThat(kong.answer("/x", shop)).isEqualTo("404");
  }

  @Test
  void a_wildcard_covers_any_number_of_labels_and_ranks_after_the_plain_host() {
    var wild = ingress("w", "*.example.com").path("Prefix", "/a/b", "pay").object();
    var plain = ingress("a", HOST).path("Prefix", "/", "web").object();

    assertThat(kong.answer("/a/b", wild, plain)).isEqualTo("shop/web:80");
    assertThat(kong.answer(Request.get(Scheme.HTTP, "b.a.example.com", "/a/b"), wild))
        .isEqualTo("shop/pay:80");
  }

  @Test
  void only_https_answers_plain_requests_with_426_or_a_redirect() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").annotation(KEY + "protocols", "https");

    assertThat(kong.answer("/", shop.object())).isEqualTo("426");
    assertThat(
            kong.answer("/", shop.annotation(KEY + "https-redirect-status-code", "308").object()))
        .isEqualTo("308 to https://shop.example.com/");
  }

  @Test
  void no_endpoint_is_503() {
    assertThat(kong.answer("/", ingress("a", HOST).path("Prefix", "/", "empty").object()))
        .isEqualTo("503");
  }

  @Test
  void strip_path_and_plugins_are_attributes() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/pay", "pay")
            .annotation(KEY + "strip-path", "true")
            .annotation(KEY + "plugins", "limit, auth")
            .object();

    assertThat(kong.attributes("/pay", shop))
        .containsEntry(RouteAttribute.REWRITE_PATH.key(), "prefix /")
        .containsEntry(KEY + "plugins", "auth,limit");
  }
}
