package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Redirects, fallbacks and rewrites of ingress-nginx. */
class NginxRedirectsTest {
  private static final String NGINX = "nginx.ingress.kubernetes.io/";

  private final Scene nginx = new Scene("ingress-nginx");

  @Test
  void app_root_redirects_the_bare_root_alone() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(NGINX + "app-root", "/app")
            .object();

    assertThat(nginx.answer("/", shop)).isEqualTo("302 to http://shop.example.com/app");
    assertThat(nginx.answer("/x", shop)).isEqualTo("shop/web:80");
  }

  @Test
  void from_to_www_redirects_the_other_host_unless_it_has_a_server() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(NGINX + "from-to-www-redirect", "true")
            .object();
    var www = ingress("b", "www." + HOST).path("Prefix", "/", "pay").object();

    assertThat(nginx.host("www." + HOST, shop)).isEqualTo("308 to http://shop.example.com/");
    assertThat(nginx.host("www." + HOST, shop, www)).isEqualTo("shop/pay:80");
    assertThat(nginx.host(HOST, shop)).isEqualTo("shop/web:80");
  }

  @Test
  void a_www_redirect_shows_in_the_difference_at_the_other_host() {
    var plain = ingress("a", HOST).path("Prefix", "/", "web");
    var before = nginx.with(plain.object());
    var after = before.with(plain.annotation(NGINX + "from-to-www-redirect", "true").object());

    assertThat(RouteDiff.between(before, after).deltas())
        .extracting(delta -> delta.witness().host())
        .contains("www." + HOST);
  }

  @Test
  void an_own_redirect_comes_before_the_one_to_tls() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .tls("cert")
            .annotation(NGINX + "permanent-redirect", "https://example.org")
            .object();

    assertThat(nginx.answer("/", shop)).isEqualTo("301 to https://example.org");
  }

  @Test
  void the_default_backend_answers_where_the_service_has_no_endpoint() {
    var shop = ingress("a", HOST).path("Prefix", "/", "empty");

    assertThat(nginx.answer("/", shop.object())).isEqualTo("503");
    assertThat(nginx.answer("/", shop.annotation(NGINX + "default-backend", "web").object()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void an_alias_that_is_another_servers_host_is_ignored() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(NGINX + "server-alias", "other.example.com,alias.example.com")
            .object();
    var other = ingress("b", "other.example.com").path("Prefix", "/", "pay").object();

    assertThat(nginx.host("other.example.com", shop, other)).isEqualTo("shop/pay:80");
    assertThat(nginx.host("alias.example.com", shop, other)).isEqualTo("shop/web:80");
  }

  @Test
  void rewrites_speak_the_words_of_gateway_api_where_they_can() {
    var stripped =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/api(/|$)(.*)", "web")
            .annotation(NGINX + "rewrite-target", "/$2")
            .object();
    var full =
        ingress("a", HOST)
            .path("Prefix", "/api", "web")
            .annotation(NGINX + "rewrite-target", "/v1")
            .object();

    assertThat(nginx.attributes("/api/x", stripped))
        .containsEntry(RouteAttribute.REWRITE_PATH.key(), "prefix /");
    assertThat(nginx.attributes("/api", full))
        .containsEntry(RouteAttribute.REWRITE_PATH.key(), "full /v1");
  }

  @Test
  void attributes_speak_the_shared_words_and_default_values_are_none() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(NGINX + "proxy-connect-timeout", "10s")
            .annotation(NGINX + "proxy-read-timeout", "60")
            .annotation(NGINX + "backend-protocol", "HTTPS")
            .annotation(NGINX + "cors-allow-origin", "https://b.example,https://a.example")
            .object();

    assertThat(nginx.attributes("/", shop))
        .containsEntry(RouteAttribute.TIMEOUT_CONNECT.key(), "10")
        .containsEntry(RouteAttribute.BACKEND_PROTOCOL.key(), "https")
        .doesNotContainKey(RouteAttribute.TIMEOUT_BACKEND.key())
        .doesNotContainKey(RouteAttribute.CORS.key());
  }

  @Test
  void a_snippet_is_noted_and_compared_as_text() {
    var key = NGINX + "configuration-snippet";
    var shop =
        ingress("a", HOST).path("Prefix", "/", "web").annotation(key, "return 418;").object();

    assertThat(RouteTables.of(nginx.with(shop)).notesOn(shop.ref()))
        .extracting(Untranslated::fieldPath)
        .contains("metadata.annotations[" + key + "]");
    assertThat(nginx.attributes("/", shop)).containsEntry(key, "return 418;");
  }
}
