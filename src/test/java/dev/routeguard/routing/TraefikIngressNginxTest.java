package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.RouteDelta.Type;
import org.junit.jupiter.api.Test;

class TraefikIngressNginxTest {
  private static final String NGINX = "nginx.ingress.kubernetes.io/";

  private final Scene traefik = new Scene("traefik-ingress-nginx");

  private static KubernetesObject canary() {
    return ingress("canary", HOST)
        .path("Prefix", "/", "pay")
        .annotation(NGINX + "canary", "true")
        .annotation(NGINX + "canary-weight", "25")
        .object();
  }

  @Test
  void paths_and_statuses_are_those_of_ingress_nginx() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/p", "web")
            .path("Exact", "/e", "web")
            .path("Prefix", "/empty", "empty")
            .path("Prefix", "/gone", "gone")
            .path("ImplementationSpecific", "/i", "web")
            .object();

    assertThat(traefik.answer("/pq", shop)).isEqualTo("404");
    assertThat(traefik.answer("/e/", shop)).isEqualTo("404");
    assertThat(traefik.answer("/ix", shop)).isEqualTo("404");
    assertThat(traefik.answer("/empty", shop)).isEqualTo("503");
    assertThat(traefik.answer("/gone", shop)).isEqualTo("503");
  }

  @Test
  void two_ingresses_with_one_path_are_a_coin_toss() {
    var old = ingress("a", HOST).path("Prefix", "/", "web").created("2020-01-01T00:00:00Z");
    var young = ingress("b", HOST).path("Prefix", "/", "pay").created("2021-01-01T00:00:00Z");

    assertThat(traefik.answer("/", old.object(), young.object())).isEqualTo("undefined");
  }

  @Test
  void a_canary_leaks_to_another_host_that_shares_the_service() {
    var primary = ingress("a", HOST).path("Prefix", "/", "web").object();
    var other = ingress("b", "other.example.com").path("Prefix", "/x", "web").object();
    var request = Request.get(Scheme.HTTP, "other.example.com", "/x");

    assertThat(traefik.answer(request, primary, other)).isEqualTo("shop/web:80");
    assertThat(traefik.answer(request, primary, other, canary()))
        .isEqualTo("75 % shop/web:80, 25 % shop/pay:80");
    assertThat(new Scene("ingress-nginx").answer(request, primary, other, canary()))
        .isEqualTo("shop/web:80");
  }

  @Test
  void the_leak_shows_in_the_difference() {
    var primary = ingress("a", HOST).path("Prefix", "/", "web").object();
    var other = ingress("b", "other.example.com").path("Prefix", "/x", "web").object();
    var before = traefik.with(primary, other);

    assertThat(RouteDiff.between(before, before.with(canary())).of(Type.MOVED))
        .extracting(delta -> delta.match().toString())
        .contains("other.example.com/x");
  }
}
