package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.estate;
import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.ingressClass;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngressNginxTest {
  private static final String HOST = "shop.example.com";
  private static final String NGINX = "nginx.ingress.kubernetes.io/";
  private static final Entry ENTRY = Entry.ofClass("nginx");

  private final Estate services =
      estate(
          EstateSettings.defaults(),
          ingressClass("nginx", "k8s.io/ingress-nginx"),
          service("shop", "web"),
          slice("shop", "web", 2, 0),
          service("shop", "pay"),
          slice("shop", "pay", 3, 0),
          service("shop", "empty"),
          slice("shop", "empty", 0, 1));

  private String answer(Request request, KubernetesObject... ingresses) {
    var estate = services;
    for (KubernetesObject ingress : ingresses) {
      estate = estate.with(ingress);
    }
    return RouteTables.of(estate).answer(ENTRY, request).inWords();
  }

  private String answer(String path, KubernetesObject... ingresses) {
    return answer(Request.get(Scheme.HTTP, HOST, path), ingresses);
  }

  @Test
  void the_longest_path_wins_and_exact_beats_prefix() {
    var shop =
        ingress("shop", HOST)
            .path("Prefix", "/", "web")
            .path("Prefix", "/pay", "pay")
            .path("Exact", "/pay", "web")
            .object();

    assertThat(answer("/pay", shop)).isEqualTo("shop/web:80");
    assertThat(answer("/pay/now", shop)).isEqualTo("shop/pay:80");
    assertThat(answer("/payment", shop)).isEqualTo("shop/web:80");
  }

  @Test
  void the_oldest_ingress_keeps_a_path() {
    var old = ingress("z", HOST).path("Prefix", "/", "web").created("2020-01-01T00:00:00Z");
    var young = ingress("a", HOST).path("Prefix", "/", "pay").created("2021-01-01T00:00:00Z");

    assertThat(answer("/", young.object(), old.object())).isEqualTo("shop/web:80");
  }

  @Test
  void use_regex_on_one_ingress_turns_every_path_of_the_host_into_a_loose_prefix() {
    var exact = ingress("exact", HOST).path("Exact", "/pay", "pay").object();
    var regex =
        ingress("regex", HOST)
            .in("shop")
            .path("ImplementationSpecific", "/img/.*", "web")
            .annotation(NGINX + "use-regex", "true")
            .object();

    assertThat(answer("/PAYMENTS", exact)).isEqualTo("404");
    assertThat(answer("/PAYMENTS", exact, regex)).isEqualTo("shop/pay:80");
  }

  @Test
  void a_host_with_its_own_rules_never_falls_through_to_the_wildcard() {
    var own = ingress("own", HOST).path("Prefix", "/pay", "pay").object();
    var wildcard = ingress("wild", "*.example.com").path("Prefix", "/", "web").object();

    assertThat(answer("/other", own, wildcard)).isEqualTo("404");
    assertThat(answer("/other", wildcard)).isEqualTo("shop/web:80");
  }

  @Test
  void a_wildcard_covers_one_label() {
    var wildcard = ingress("wild", "*.example.com").path("Prefix", "/", "web").object();
    var deep = Request.get(Scheme.HTTP, "a.b.example.com", "/");
    var apex = Request.get(Scheme.HTTP, "example.com", "/");

    assertThat(answer(deep, wildcard)).isEqualTo("404");
    assertThat(answer(apex, wildcard)).isEqualTo("404");
  }

  @Test
  void an_alias_is_answered_by_the_server_it_belongs_to() {
    var shop =
        ingress("shop", HOST)
            .path("Prefix", "/", "web")
            .annotation(NGINX + "server-alias", "www.example.com, shop.example.org")
            .object();

    assertThat(answer(Request.get(Scheme.HTTP, "shop.example.org", "/"), shop))
        .isEqualTo("shop/web:80");
  }

  @Test
  void a_canary_takes_its_header_its_cookie_and_its_weight() {
    var primary = ingress("shop", HOST).path("Prefix", "/", "web").object();
    var canary =
        ingress("canary", HOST)
            .path("Prefix", "/", "pay")
            .annotation(NGINX + "canary", "true")
            .annotation(NGINX + "canary-by-header", "X-Try")
            .annotation(NGINX + "canary-by-cookie", "try")
            .annotation(NGINX + "canary-weight", "25")
            .object();

    assertThat(answer("/", primary, canary)).isEqualTo("75 % shop/web:80, 25 % shop/pay:80");
    assertThat(answer(with("x-try", "always"), primary, canary)).isEqualTo("shop/pay:80");
    assertThat(answer(with("x-try", "never"), primary, canary)).isEqualTo("shop/web:80");
    assertThat(answer(with("cookie", "a=b; try=always"), primary, canary)).isEqualTo("shop/pay:80");
    assertThat(answer("/", canary)).isEqualTo("404");
  }

  private static Request with(String header, String value) {
    return new Request(Scheme.HTTP, HOST, 80, "GET", "/", Map.of(header, value));
  }

  @Test
  void a_canary_without_ready_endpoints_is_passed_over() {
    var primary = ingress("shop", HOST).path("Prefix", "/", "web").object();
    var canary =
        ingress("canary", HOST)
            .path("Prefix", "/", "empty")
            .annotation(NGINX + "canary", "true")
            .annotation(NGINX + "canary-weight", "25")
            .object();

    assertThat(answer("/", primary, canary)).isEqualTo("shop/web:80");
  }

  @Test
  void no_ready_endpoint_and_no_service_both_mean_503() {
    var shop =
        ingress("shop", HOST).path("Prefix", "/empty", "empty").path("Prefix", "/gone", "gone");
    var tables = RouteTables.of(services.with(shop.object()));

    for (String path : new String[] {"/empty", "/gone"}) {
      var outcome = (Outcome.Forward) tables.answer(ENTRY, Request.get(Scheme.HTTP, HOST, path));
      assertThat(outcome.isServed()).isFalse();
      assertThat(outcome.shares().get(0).status()).isEqualTo(503);
    }
  }

  @Test
  void a_host_with_tls_redirects_plain_requests_unless_told_not_to() {
    var shop = ingress("shop", HOST).path("Prefix", "/", "web").tls("shop-tls");

    assertThat(answer("/a?b=c", shop.object())).isEqualTo("308 to https://shop.example.com/a?b=c");
    assertThat(answer("/", shop.annotation(NGINX + "ssl-redirect", "false").object()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void a_class_without_object_serves_nothing() {
    var stray = ingress("shop", HOST).ofClass("gone").path("Prefix", "/", "web").object();
    var outcome =
        RouteTables.of(services.with(stray))
            .answer(Entry.ofClass("gone"), Request.get(Scheme.HTTP, HOST, "/"));

    assertThat(outcome.isServed()).isFalse();
  }

  @Test
  void an_explanation_names_winner_and_candidates() {
    var shop = ingress("shop", HOST).path("Prefix", "/", "web").path("Prefix", "/pay", "pay");
    var explanation =
        RouteTables.of(services.with(shop.object()))
            .explain(ENTRY, Request.get(Scheme.HTTP, HOST, "/pay"));

    assertThat(explanation.winner().fieldPath()).isEqualTo("spec.rules[0].http.paths[1]");
    assertThat(explanation.candidates()).hasSize(2);
  }
}
