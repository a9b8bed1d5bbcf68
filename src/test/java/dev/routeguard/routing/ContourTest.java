package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.fallback;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.EstateSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContourTest {
  private final Scene contour = new Scene("contour");

  @Test
  void exact_goes_before_a_longer_expression_before_a_prefix() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/pay/much/longer", "web")
            .path("ImplementationSpecific", "/pay/.*", "pay")
            .path("Exact", "/pay/now", "empty")
            .object();

    assertThat(contour.answer("/pay/now", shop)).isEqualTo("503");
    assertThat(contour.answer("/pay/much/longer", shop)).isEqualTo("shop/pay:80");
  }

  @Test
  void a_prefix_takes_elements_and_implementation_specific_characters() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/p", "web")
            .path("ImplementationSpecific", "/i", "pay")
            .path("Exact", "/e", "web")
            .object();

    assertThat(contour.answer("/pq", shop)).isEqualTo("404");
    assertThat(contour.answer("/p/q", shop)).isEqualTo("shop/web:80");
    assertThat(contour.answer("/ix", shop)).isEqualTo("shop/pay:80");
    assertThat(contour.answer("/e/", shop)).isEqualTo("404");
  }

  @Test
  void no_endpoint_is_503_and_no_service_makes_no_route() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/empty", "empty")
            .path("Prefix", "/gone", "gone")
            .object();

    assertThat(contour.answer("/empty", shop)).isEqualTo("503");
    assertThat(contour.answer("/gone", shop)).isEqualTo("404");
  }

  @Test
  void two_objects_are_a_coin_toss_and_one_object_keeps_its_last_path() {
    var one = ingress("a", HOST).path("Prefix", "/", "web").path("Prefix", "/", "pay").object();
    var two = ingress("b", HOST).path("Prefix", "/", "web").object();

    assertThat(contour.answer("/", one)).isEqualTo("shop/pay:80");
    assertThat(contour.answer("/", one, two)).isEqualTo("undefined");
  }

  @Test
  void a_wildcard_covers_one_label_and_hides_the_default_backend_from_more() {
    var wild = ingress("w", "*.example.com").path("Prefix", "/", "pay").object();

    assertThat(contour.host("a.example.com", wild)).isEqualTo("shop/pay:80");
    assertThat(contour.host("b.a.example.com", wild, fallback("d", "web"))).isEqualTo("404");
    assertThat(contour.host("example.com", wild, fallback("d", "web"))).isEqualTo("shop/web:80");
  }

  @Test
  void a_host_with_rules_never_goes_on_to_a_less_specific_one() {
    var shop = ingress("a", HOST).path("Prefix", "/pay", "pay").object();

    assertThat(contour.answer("/other", shop, fallback("d", "web"))).isEqualTo("404");
  }

  @Test
  void a_host_of_which_no_rule_takes_plain_requests_leaves_them_to_a_less_specific_one() {
    var closed =
        ingress("a", "a.example.com")
            .annotation("kubernetes.io/ingress.allow-http", "false")
            .path("Prefix", "/", "pay")
            .object();
    var gone = ingress("b", "b.example.com").path("Prefix", "/", "gone").object();
    var wild = ingress("w", "*.example.com").path("Prefix", "/", "web").object();

    assertThat(contour.host("a.example.com", closed, wild)).isEqualTo("shop/web:80");
    assertThat(contour.host("a.example.com", closed, fallback("d", "web")))
        .isEqualTo("shop/web:80");
    assertThat(contour.host("b.example.com", gone, wild)).isEqualTo("shop/web:80");
  }

  @Test
  void an_ingress_without_class_is_served() {
    var stray = ingress("a", HOST).ofClass("''").path("Prefix", "/", "web").object();

    assertThat(contour.answer("/", stray)).isEqualTo("shop/web:80");
  }

  @Test
  void only_a_host_that_tls_names_takes_encrypted_requests() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web");

    assertThat(contour.tls("/", shop.object())).isEqualTo("connection refused");
    assertThat(contour.tls("/", shop.tls("cert").object())).isEqualTo("shop/web:80");
    assertThat(contour.answer("/", shop.object())).isEqualTo("shop/web:80");
    assertThat(
            contour.answer(
                "/x", shop.annotation("ingress.kubernetes.io/force-ssl-redirect", "true").object()))
        .isEqualTo("301 to https://shop.example.com/x");
  }

  @Test
  void a_missing_certificate_refuses_encrypted_requests_alone() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").tls("cert").object();
    var secretsKnown = EstateSettings.withDialects(Map.of("edge", "contour"));
    var tables = RouteTables.of(contour.with(shop).with(secretsKnown));

    assertThat(tables.answer(Scene.EDGE, Request.get(Scheme.HTTPS, HOST, "/")).inWords())
        .isEqualTo("connection refused");
    assertThat(tables.answer(Scene.EDGE, Request.get(Scheme.HTTP, HOST, "/")).isServed()).isTrue();
  }

  @Test
  void annotations_speak_the_shared_words() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation("projectcontour.io/response-timeout", "1m30s")
            .annotation("projectcontour.io/retry-on", "5xx")
            .annotation("projectcontour.io/num-retries", "3")
            .object();

    assertThat(contour.attributes("/", shop))
        .containsEntry(RouteAttribute.TIMEOUT_REQUEST.key(), "90")
        .containsEntry(RouteAttribute.RETRIES.key(), "attempts=3; on=5xx");
  }
}
