package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Manifests;
import dev.routeguard.routing.RouteDelta.Type;
import org.junit.jupiter.api.Test;

/** Changes of one object that decide about hosts or paths of others by their rank alone. */
class CompetingHostsTest {
  @Test
  void a_wildcard_with_a_longer_rule_moves_requests_of_the_hosts_it_covers() {
    var traefik = new Scene("traefik");
    var before = traefik.with(ingress("a", HOST).path("Prefix", "/", "web").object());
    var wild = ingress("w", "*.example.com").path("Prefix", "/some/longer/path", "pay").object();

    assertThat(RouteDiff.between(before, before.with(wild)).of(Type.MOVED))
        .extracting(delta -> delta.witness().host())
        .contains(HOST);
  }

  @Test
  void a_priority_moves_the_requests_of_another_object() {
    var key = "traefik.ingress.kubernetes.io/router.priority";
    var traefik = new Scene("traefik");
    var sorry = ingress("s", HOST).path("Prefix", "/", "web");
    var before =
        traefik.with(
            ingress("a", HOST).path("Prefix", "/pay", "pay").object(),
            sorry.annotation(key, "1").object());
    var after =
        before.with(ingress("s", HOST).path("Prefix", "/", "web").annotation(key, "9999").object());

    assertThat(RouteDiff.between(before, after).of(Type.MOVED))
        .extracting(delta -> delta.match().toString())
        .contains(HOST + "/pay");
  }

  @Test
  void reordered_rules_are_a_change_where_the_order_is_their_rank_and_only_there() {
    var one =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/pay/*", "pay")
            .path("ImplementationSpecific", "/*", "web")
            .object();
    var other =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/*", "web")
            .path("ImplementationSpecific", "/pay/*", "pay")
            .object();

    var alb = new Scene("aws-alb");
    assertThat(RouteDiff.between(alb.with(one), alb.with(other)).of(Type.MOVED)).isNotEmpty();
    var gke = new Scene("gke");
    assertThat(RouteDiff.between(gke.with(one), gke.with(other)).deltas()).isEmpty();
  }

  @Test
  void a_named_port_and_its_number_mean_the_same() {
    var contour = new Scene("contour");
    var number = ingress("a", HOST).path("Prefix", "/", "web").object();
    var name =
        Manifests.object(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: a, namespace: shop, creationTimestamp: '2026-01-01T00:00:00Z'}
            spec:
              ingressClassName: edge
              rules:
              - host: shop.example.com
                http:
                  paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: web, port: {name: http}}}
            """);

    assertThat(RouteDiff.between(contour.with(number), contour.with(name)).deltas()).isEmpty();
  }
}
