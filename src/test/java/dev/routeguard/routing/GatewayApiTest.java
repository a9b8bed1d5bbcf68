package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.estate;
import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.estate.Manifests.objects;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayApiTest {
  private static final Entry ENTRY = Entry.ofGateway("edge", "public");

  private final Estate estate =
      estate(
          EstateSettings.withDialects(Map.of("envoy", "gateway-api")),
          gateway(""),
          service("shop", "web"),
          slice("shop", "web", 2, 0),
          service("shop", "empty"),
          slice("shop", "empty", 0, 2),
          service("other", "far"),
          slice("other", "far", 1, 0));

  private static KubernetesObject gateway(String moreListeners) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: public, namespace: edge}
        spec:
          gatewayClassName: envoy
          listeners:
          - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
        """
            + moreListeners);
  }

  private static KubernetesObject route(String name, String host, String rules) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: %s, namespace: shop}
        spec:
          parentRefs: [{name: public, namespace: edge}]
          hostnames: ['%s']
          rules: %s
        """
            .formatted(name, host, rules));
  }

  private Outcome answer(Estate asked, String host, String path) {
    return RouteTables.of(asked).answer(ENTRY, Request.get(Scheme.HTTP, host, path));
  }

  @Test
  void an_exact_path_goes_before_a_longer_prefix_and_headers_break_ties() {
    var rules =
        """
        [{matches: [{path: {type: Exact, value: /a}}], backendRefs: [{name: empty, port: 80}]},
         {matches: [{path: {value: /}}], backendRefs: [{name: web, port: 80}]},
         {matches: [{path: {value: /}, headers: [{name: V, value: two}]}],
          backendRefs: [{name: empty, port: 80}]}]""";
    var with = estate.with(route("r", "a.example.com", rules));
    var two = new Request(Scheme.HTTP, "a.example.com", 80, "GET", "/x", Map.of("V", "two"));

    assertThat(answer(with, "a.example.com", "/a").inWords()).isEqualTo("shop/empty:80");
    assertThat(answer(with, "a.example.com", "/a/b").inWords()).isEqualTo("shop/web:80");
    assertThat(RouteTables.of(with).answer(ENTRY, two).inWords()).isEqualTo("shop/empty:80");
  }

  @Test
  void an_invalid_backend_keeps_its_weight_and_answers_500_an_empty_one_503() {
    var rules =
        """
        [{backendRefs: [{name: web, port: 80, weight: 2}, {name: gone, port: 80},
          {name: empty, port: 80}]}]""";
    var outcome =
        (Outcome.Forward)
            answer(estate.with(route("r", "a.example.com", rules)), "a.example.com", "/");

    assertThat(outcome.shares()).extracting(Share::percent).containsExactly(50.0, 25.0, 25.0);
    assertThat(outcome.shares()).extracting(Share::status).containsExactly(0, 500, 503);
    assertThat(outcome.isServed()).isTrue();
  }

  @Test
  void a_backend_in_another_namespace_needs_a_grant_there() {
    var rules = "[{backendRefs: [{name: far, namespace: other, port: 80}]}]";
    var without = estate.with(route("r", "a.example.com", rules));
    var with =
        without.with(
            object(
                """
                apiVersion: gateway.networking.k8s.io/v1beta1
                kind: ReferenceGrant
                metadata: {name: g, namespace: other}
                spec:
                  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
                  to: [{group: '', kind: Service}]
                """));

    assertThat(answer(without, "a.example.com", "/").isServed()).isFalse();
    assertThat(answer(with, "a.example.com", "/").isServed()).isTrue();
    assertThat(RouteDiff.between(with, without).deltas())
        .singleElement()
        .extracting(RouteDelta::type)
        .isEqualTo(RouteDelta.Type.CHANGED);
  }

  @Test
  void a_wildcard_covers_any_number_of_labels_but_not_the_bare_domain() {
    var with = estate.with(route("r", "*.example.com", "[{backendRefs: [{name: web, port: 80}]}]"));

    assertThat(answer(with, "a.b.example.com", "/").isServed()).isTrue();
    assertThat(answer(with, "example.com", "/").isServed()).isFalse();
  }

  @Test
  void what_a_specific_host_leaves_unmatched_is_open_where_a_wildcard_would_match() {
    var with =
        estate
            .with(route("wild", "*.example.com", "[{backendRefs: [{name: web, port: 80}]}]"))
            .with(
                route(
                    "own",
                    "a.example.com",
                    "[{matches: [{path: {value: /a}}], backendRefs: [{name: web, port: 80}]}]"));

    assertThat(answer(with, "a.example.com", "/b")).isInstanceOf(Outcome.Undefined.class);
  }

  @Test
  void listeners_that_are_not_distinct_take_no_route() {
    var doubled =
        gateway(
            "  - {name: again, port: 80, protocol: HTTP,"
                + " allowedRoutes: {namespaces: {from: All}}}\n");
    var with =
        estate
            .with(doubled)
            .with(route("r", "a.example.com", "[{backendRefs: [{name: web, port: 80}]}]"));

    assertThat(answer(with, "a.example.com", "/").isServed()).isFalse();
  }

  @Test
  void a_namespace_selector_admits_by_label() {
    var selective =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: public, namespace: edge}
            spec:
              gatewayClassName: envoy
              listeners:
              - name: http
                port: 80
                protocol: HTTP
                allowedRoutes:
                  namespaces: {from: Selector, selector: {matchLabels: {expose: 'yes'}}}
            """);
    var namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: %s}}";
    var with =
        estate
            .with(selective)
            .with(route("r", "a.example.com", "[{backendRefs: [{name: web, port: 80}]}]"))
            .with(object(namespace.formatted("{}")));
    var labelled = with.with(object(namespace.formatted("{expose: 'yes'}")));

    assertThat(answer(with, "a.example.com", "/").isServed()).isFalse();
    assertThat(answer(labelled, "a.example.com", "/").isServed()).isTrue();
    assertThat(RouteDiff.between(with, labelled).of(RouteDelta.Type.GAINED)).hasSize(1);
  }

  @Test
  void a_redirect_keeps_what_it_does_not_change() {
    var rules =
        """
        [{matches: [{path: {value: /old}}],
          filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301,
            path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}]}]""";

    assertThat(
            answer(estate.with(route("r", "a.example.com", rules)), "a.example.com", "/old/x?y=z"))
        .isEqualTo(new Outcome.Redirect(301, "http://a.example.com/new/x?y=z"));
  }

  @Test
  void v1beta1_and_v1_of_one_route_are_no_difference() {
    var rules = "[{backendRefs: [{name: web, port: 80}]}]";
    var v1 = route("r", "a.example.com", rules);
    var beta =
        objects(
                """
                apiVersion: gateway.networking.k8s.io/v1beta1
                kind: HTTPRoute
                metadata: {name: r, namespace: shop}
                spec:
                  parentRefs: [{name: public, namespace: edge, kind: Gateway}]
                  hostnames: ['A.example.com']
                  rules:
                  - matches: [{path: {type: PathPrefix, value: /}}]
                    backendRefs: [{name: web, port: 80, weight: 1}]
                """)
            .get(0);

    assertThat(RouteDiff.between(estate.with(v1), estate.with(beta)).isEmpty()).isTrue();
  }
}
