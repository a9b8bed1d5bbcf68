package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.estate;
import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.ingressClass;
import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests.IngressWriter;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteDelta.Type;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteDiffTest {
  private static final String HOST = "shop.example.com";
  private static final String NGINX = "nginx.ingress.kubernetes.io/";
  private static final ObjectRef SHOP = new ObjectRef(Kind.INGRESS, "shop", "shop");

  private final Estate services =
      estate(
          EstateSettings.withDialects(Map.of("envoy", "gateway-api")),
          ingressClass("nginx", "k8s.io/ingress-nginx"),
          service("shop", "web"),
          slice("shop", "web", 2, 0),
          service("shop", "pay"),
          slice("shop", "pay", 3, 0));
  private final Estate before = services.with(shop().object());

  private static IngressWriter shop() {
    return ingress("shop", HOST).path("Prefix", "/", "web").path("Prefix", "/pay", "pay");
  }

  private static IngressWriter withoutPay() {
    return ingress("shop", HOST).path("Prefix", "/", "web");
  }

  private RouteDelta only(Estate one, Estate other) {
    var diff = RouteDiff.between(one, other);
    assertThat(diff.deltas()).hasSize(1);
    var delta = diff.deltas().get(0);
    // Every witness is answered differently.
    assertThat(RouteTables.of(one).answer(delta.entry(), delta.witness()))
        .isNotEqualTo(RouteTables.of(other).answer(delta.entry(), delta.witness()));
    return delta;
  }

  @Test
  void a_removed_path_is_lost_with_the_backend_it_had() {
    var onlyPay = services.with(ingress("shop", HOST).path("Prefix", "/pay", "pay").object());
    var delta = only(onlyPay, services);

    assertThat(delta.type()).isEqualTo(Type.LOST);
    assertThat(delta.match()).hasToString("shop.example.com/pay");
    assertThat(delta.object()).isEqualTo(SHOP);
    assertThat(delta.objectAfter()).isNull();
    assertThat(delta.before().inWords()).isEqualTo("shop/pay:80");
    assertThat(delta.after().inWords()).isEqualTo("404");
    assertThat(delta.witness()).hasToString("GET http://shop.example.com/pay");
  }

  @Test
  void a_removed_path_that_falls_through_to_another_backend_is_lost_too() {
    var delta = only(before, services.with(withoutPay().object()));

    assertThat(delta.type()).isEqualTo(Type.LOST);
    assertThat(delta.after().inWords()).isEqualTo("shop/web:80");
  }

  @Test
  void the_mirrored_change_gains_what_was_lost() {
    assertThat(only(services.with(withoutPay().object()), before).type()).isEqualTo(Type.MOVED);
    assertThat(RouteDiff.between(services, before).of(Type.GAINED)).hasSize(2);
  }

  @Test
  void another_backend_is_a_move_and_another_share_a_reweighting() {
    var moved =
        ingress("shop", HOST).path("Prefix", "/", "web").path("Prefix", "/pay", "web").object();
    assertThat(only(before, services.with(moved)).type()).isEqualTo(Type.MOVED);

    var quarter = before.with(canary("25"));
    assertThat(only(before, quarter).type()).isEqualTo(Type.MOVED);
    assertThat(only(quarter, before.with(canary("50"))).type()).isEqualTo(Type.REWEIGHTED);
  }

  private static KubernetesObject canary(String weight) {
    return ingress("canary", HOST)
        .path("Prefix", "/", "pay")
        .annotation(NGINX + "canary", "true")
        .annotation(NGINX + "canary-weight", weight)
        .object();
  }

  @Test
  void endpoints_that_vanish_change_the_routes_to_them_and_a_smaller_number_does_not() {
    var delta = only(before, before.with(slice("shop", "pay", 0, 3)));

    assertThat(delta.type()).isEqualTo(Type.CHANGED);
    assertThat(delta.before().isServed()).isTrue();
    assertThat(delta.after().isServed()).isFalse();
    assertThat(RouteDiff.between(before, before.with(slice("shop", "pay", 1, 2))).isEmpty())
        .isTrue();
  }

  @Test
  void a_service_that_renumbers_its_port_breaks_the_routes_that_name_it() {
    var renumbered =
        object(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: pay, namespace: shop}
            spec: {ports: [{name: http, port: 8080}]}
            """);
    var after = (Outcome.Forward) only(before, before.with(renumbered)).after();

    assertThat(after.shares().get(0).readiness()).isEqualTo(Share.Readiness.PORT_MISSING);
  }

  @Test
  void an_edit_of_one_object_shows_at_the_routes_of_another() {
    var exact = ingress("exact", HOST).path("Exact", "/e", "pay").object();
    var regex = ingress("r", HOST).path("ImplementationSpecific", "/r/[0-9]+", "web");
    var loose = regex.annotation(NGINX + "use-regex", "true").object();
    var both = services.with(exact);

    assertThat(RouteDiff.between(both, both.with(loose)).deltas())
        .anySatisfy(
            delta -> {
              assertThat(delta.match().path()).isEqualTo("/e");
              assertThat(delta.objectAfter()).isEqualTo(exact.ref());
              assertThat(delta.type()).isEqualTo(Type.GAINED);
            });
  }

  @Test
  void a_new_host_below_a_wildcard_loses_what_the_wildcard_served() {
    var wild = services.with(ingress("wild", "*.example.com").path("Prefix", "/", "web").object());
    var diff =
        RouteDiff.between(
            wild, wild.with(ingress("shop", HOST).path("Prefix", "/pay", "pay").object()));

    assertThat(diff.of(Type.LOST))
        .singleElement()
        .satisfies(delta -> assertThat(delta.match()).hasToString("*.example.com/"));
    assertThat(diff.of(Type.MOVED))
        .singleElement()
        .satisfies(delta -> assertThat(delta.match()).hasToString("shop.example.com/pay"));
  }

  @Test
  void equal_meaning_is_no_difference() {
    var reordered =
        ingress("shop", "SHOP.example.com")
            .path("Prefix", "/pay", "pay")
            .path("Prefix", "/", "web")
            .annotation("argocd.argoproj.io/tracking-id", "x")
            .address("203.0.113.1")
            .object();
    var renamed = ingress("renamed", HOST).path("Prefix", "/", "web").path("Prefix", "/pay", "pay");

    assertThat(RouteDiff.between(before, before).isEmpty()).isTrue();
    assertThat(RouteDiff.between(before, before.with(reordered)).isEmpty()).isTrue();
    assertThat(RouteDiff.between(before, services.with(renamed.object())).isEmpty()).isTrue();
  }

  @Test
  void a_recreated_object_that_lost_its_age_gives_its_path_away() {
    var rival = ingress("a", HOST).path("Prefix", "/pay", "web").created("2026-02-01T00:00:00Z");
    var contested = before.with(rival.object());
    var recreated = contested.with(shop().created("2026-03-01T00:00:00Z").object());

    assertThat(only(contested, recreated).match()).hasToString("shop.example.com/pay");
  }

  @Test
  void removed_tls_is_a_change_of_plain_and_of_encrypted_requests() {
    var secured = services.with(withoutPay().tls("shop-tls").object());
    var open = services.with(withoutPay().object());

    assertThat(RouteDiff.between(secured, open).of(Type.CHANGED))
        .extracting(delta -> delta.witness().scheme())
        .containsExactlyInAnyOrder(Scheme.HTTP, Scheme.HTTPS);
  }

  @Test
  void attributes_that_users_notice_are_changes_and_the_witness_is_asked_once() {
    var key = NGINX + "whitelist-source-range";
    var restricted = services.with(withoutPay().annotation(key, "10.0.0.0/8").object());

    var delta = only(services.with(withoutPay().object()), restricted);
    assertThat(delta.type()).isEqualTo(Type.CHANGED);
    assertThat(((Outcome.Forward) delta.after()).attributes())
        .containsEntry(RouteAttribute.SOURCE_RANGES_ALLOWED.key(), "10.0.0.0/8");
  }

  @Test
  void an_ingress_replaced_by_an_equal_route_behind_the_same_address_changes_nothing() {
    var gateway =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              gatewayClassName: envoy
              listeners: [{name: http, port: 80, protocol: HTTP}]
            status: {addresses: [{value: 203.0.113.1}]}
            """);
    var route =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: shop, namespace: shop}
            spec:
              parentRefs: [{name: public}]
              hostnames: [shop.example.com]
              rules: [{backendRefs: [{name: web, port: 80}]}]
            """);
    var ready = services.with(gateway);
    var served = ready.with(withoutPay().address("203.0.113.1").object());
    var elsewhere = ready.with(withoutPay().address("203.0.113.9").object());

    assertThat(RouteDiff.between(served, ready.with(route)).of(Type.LOST)).isEmpty();
    assertThat(RouteDiff.between(elsewhere, ready.with(route)).of(Type.LOST)).hasSize(1);
  }

  @Test
  void the_impact_counts_routes_hosts_and_endpoints() {
    var after = services.with(withoutPay().object());
    var diff = RouteDiff.between(before, after);
    var impact = Impact.of(diff, RouteTables.of(before), RouteTables.of(after));

    assertThat(impact.routes()).isEqualTo(1);
    assertThat(impact.hosts()).isEqualTo(1);
    assertThat(impact.namespaces()).isEqualTo(1);
    assertThat(impact.readyEndpointsBefore()).isEqualTo(3);
    assertThat(impact.readyEndpointsAfter()).isEqualTo(2);
    assertThat(impact.basis()).isEqualTo("routes");
  }

  @Test
  void half_of_a_host_lost_is_fifty_per_cent() {
    var half = services.with(ingress("shop", HOST).path("Prefix", "/pay", "pay").object());
    var two = half.with(ingress("more", HOST).path("Prefix", "/more", "web").object());
    var diff = RouteDiff.between(two, half);

    assertThat(Impact.of(diff, RouteTables.of(two), RouteTables.of(half)).lostPercent())
        .isEqualTo(50.0);
  }

  @Test
  void where_all_routes_of_the_hosts_were_counted_the_share_is_one_of_requests() {
    var half = services.with(ingress("shop", HOST).path("Prefix", "/pay", "pay").object());
    var two = half.with(ingress("more", HOST).path("Prefix", "/more", "web").object());
    var diff = RouteDiff.between(two, half);
    var pay = new RequestRates.Place(HOST, "/pay");
    var more = new RequestRates.Place(HOST, "/more");

    var counted = impact(diff, two, half, Map.of(pay, 30.0, more, 10.0));
    assertThat(counted.lostPercent()).isEqualTo(25.0);
    assertThat(counted.basis()).isEqualTo("requests");
    assertThat(impact(diff, two, half, Map.of(more, 10.0)).basis()).isEqualTo("routes");
    assertThat(impact(diff, two, half, Map.of(pay, 0.0, more, 0.0)).lostPercent()).isEqualTo(50.0);
  }

  private static Impact impact(
      RouteDiff diff, Estate before, Estate after, Map<RequestRates.Place, Double> rates) {
    return Impact.of(diff, RouteTables.of(before), RouteTables.of(after), new RequestRates(rates));
  }

  @Test
  void losses_come_first() {
    var swapped =
        services.with(
            ingress("shop", HOST)
                .path("Prefix", "/pay", "web")
                .path("Exact", "/new", "pay")
                .object());

    assertThat(RouteDiff.between(before, swapped).deltas())
        .extracting(RouteDelta::type)
        .containsExactly(Type.LOST, Type.MOVED, Type.MOVED);
  }

  @Test
  void a_load_balancer_that_is_no_more_refuses_its_port() {
    var mail =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {type: %s, ports: [{name: http, port: 80}]}
        """;
    var balancer = services.with(object(mail.formatted("LoadBalancer")));
    var delta = only(balancer, services.with(object(mail.formatted("ClusterIP"))));

    assertThat(delta.type()).isEqualTo(Type.LOST);
    assertThat(delta.entry()).hasToString("service:shop/web");
    assertThat(delta.witness()).hasToString("tcp://web.shop:80");
  }

  @Test
  void routes_of_an_object_say_what_they_answer_even_where_another_wins() {
    var young = ingress("young", HOST).path("Prefix", "/x", "gone").object();
    var tables = RouteTables.of(before.with(young));

    assertThat(tables.routesOf(young.ref()))
        .singleElement()
        .satisfies(route -> assertThat(route.outcome().isServed()).isFalse());
    assertThat(tables.routesOn(Entry.ofClass("nginx"), HOST)).hasSize(3);
    assertThat(tables.routesOf(SHOP))
        .extracting(RoutedMatch::fieldPath)
        .containsExactly("spec.rules[0].http.paths[0]", "spec.rules[0].http.paths[1]");
  }
}
