package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NginxIncTest {
  private static final String KEY = "nginx.org/";
  private static final String MERGE = KEY + "mergeable-ingress-type";

  private final Scene nginx = new Scene("nginx-inc");

  @Test
  void the_oldest_ingress_owns_the_whole_host() {
    var old = ingress("z", HOST).path("Prefix", "/pay", "pay").created("2020-01-01T00:00:00Z");
    var young = ingress("a", HOST).path("Prefix", "/", "web").created("2021-01-01T00:00:00Z");

    assertThat(nginx.answer("/pay", young.object(), old.object())).isEqualTo("shop/pay:80");
    assertThat(nginx.answer("/", young.object(), old.object())).isEqualTo("404");
  }

  @Test
  void a_master_shares_its_host_with_minions_and_the_oldest_keeps_a_path() {
    var master = ingress("m", HOST).path("Prefix", "/", "empty").annotation(MERGE, "master");
    var one =
        ingress("b", HOST)
            .path("Prefix", "/", "web")
            .annotation(MERGE, "minion")
            .created("2020-01-01T00:00:00Z");
    var two =
        ingress("a", HOST)
            .path("Prefix", "/", "pay")
            .path("Prefix", "/pay", "pay")
            .annotation(MERGE, "minion")
            .created("2021-01-01T00:00:00Z");

    assertThat(nginx.answer("/", master.object(), one.object(), two.object()))
        .isEqualTo("shop/web:80");
    assertThat(nginx.answer("/pay", master.object(), one.object(), two.object()))
        .isEqualTo("shop/pay:80");
    assertThat(nginx.answer("/", one.object())).isEqualTo("404");
  }

  @Test
  void exact_goes_first_and_a_prefix_counts_characters() {
    var shop =
        ingress("a", HOST).path("Prefix", "/pay", "pay").path("Exact", "/pay", "web").object();

    assertThat(nginx.answer("/pay", shop)).isEqualTo("shop/web:80");
    assertThat(nginx.answer("/payment", shop)).isEqualTo("shop/pay:80");
  }

  @Test
  void no_endpoint_and_no_service_are_both_502() {
    var shop = ingress("a", HOST).path("Prefix", "/empty", "empty").path("Prefix", "/gone", "gone");

    assertThat(nginx.answer("/empty", shop.object())).isEqualTo("502");
    assertThat(nginx.answer("/gone", shop.object())).isEqualTo("502");
  }

  @Test
  void a_wildcard_covers_any_number_of_labels_but_not_the_apex() {
    var wild = ingress("w", "*.example.com").path("Prefix", "/", "web").object();

    assertThat(nginx.host("b.a.example.com", wild)).isEqualTo("shop/web:80");
    assertThat(nginx.host("example.com", wild)).isEqualTo("404");
  }

  @Test
  void a_rule_without_host_makes_the_ingress_invalid() {
    assertThat(nginx.answer("/", ingress("a", "").path("Prefix", "/", "web").object()))
        .isEqualTo("404");
  }

  @Test
  void tls_redirects_plain_requests_and_a_host_without_it_takes_no_encrypted_ones() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web");

    assertThat(nginx.tls("/", shop.object())).isEqualTo("connection refused");
    assertThat(nginx.answer("/", shop.tls("cert").object()))
        .isEqualTo("301 to https://shop.example.com/");
    assertThat(nginx.tls("/", shop.object())).isEqualTo("shop/web:80");
  }

  @Test
  void path_regex_and_rewrites_are_read() {
    var shop =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/pay/[0-9]+", "pay")
            .annotation(KEY + "path-regex", "case_insensitive")
            .annotation(KEY + "rewrites", "serviceName=pay rewrite=/v1")
            .object();

    assertThat(nginx.answer("/PAY/7", shop)).isEqualTo("shop/pay:80");
    assertThat(nginx.answer("/pay/x", shop)).isEqualTo("404");
    assertThat(nginx.attributes("/pay/7", shop))
        .containsEntry(RouteAttribute.REWRITE_PATH.key(), "prefix /v1");
  }
}
