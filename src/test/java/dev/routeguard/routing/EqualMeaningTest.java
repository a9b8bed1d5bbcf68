package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.ingressClass;
import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests;
import dev.routeguard.estate.Manifests.IngressWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits that mean the same give no diff, and edits that only look the same give one. */
class EqualMeaningTest {
  private static final String HOST = "shop.example.com";
  private static final String ADDRESS = "203.0.113.1";

  private static Estate estate(String dialect, KubernetesObject... objects) {
    return estate(Map.of("nginx", dialect, "edge", "gateway-api"), objects);
  }

  private static Estate estate(Map<String, String> dialects, KubernetesObject... objects) {
    var estate =
        Manifests.estate(
            EstateSettings.withDialects(dialects),
            service("shop", "web"),
            slice("shop", "web", 2, 0),
            service("shop", "pay"),
            slice("shop", "pay", 3, 0));
    for (KubernetesObject object : objects) {
      estate = estate.with(object);
    }
    return estate;
  }

  private static IngressWriter shop() {
    return ingress("shop", HOST);
  }

  private static void assertSame(Estate one, Estate other) {
    assertThat(RouteDiff.between(one, other).deltas()).isEmpty();
    assertThat(RouteDiff.between(other, one).deltas()).isEmpty();
  }

  private static void assertDifferent(Estate one, Estate other) {
    assertThat(RouteDiff.between(one, other).deltas()).isNotEmpty();
    assertThat(RouteDiff.between(other, one).deltas()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec",
        "ingress-nginx",
        "traefik",
        "contour",
        "haproxy-ingress",
        "nginx-inc",
        "kong",
        "cilium",
        "skipper"
      })
  void paths_that_no_request_tells_apart_by_order_may_be_reordered(String dialect) {
    var web = shop().path("Prefix", "/", "web").path("Exact", "/pay", "pay").object();
    var pay = shop().path("Exact", "/pay", "pay").path("Prefix", "/", "web").object();

    assertSame(estate(dialect, web), estate(dialect, pay));
    assertDifferent(estate(dialect), estate(dialect, pay));
  }

  @Test
  void the_order_of_an_alb_listener_s_rules_is_a_meaning() {
    var wide =
        shop()
            .path("ImplementationSpecific", "/*", "web")
            .path("ImplementationSpecific", "/pay*", "pay")
            .object();
    var narrow =
        shop()
            .path("ImplementationSpecific", "/pay*", "pay")
            .path("ImplementationSpecific", "/*", "web")
            .object();

    assertDifferent(estate("aws-alb", wide), estate("aws-alb", narrow));
  }

  @Test
  void the_group_order_of_two_ingresses_of_one_alb_is_a_meaning() {
    assertDifferent(
        estate("aws-alb", grouped("a", "1", "web"), grouped("b", "2", "pay")),
        estate("aws-alb", grouped("a", "2", "web"), grouped("b", "1", "pay")));
  }

  private static KubernetesObject grouped(String name, String order, String service) {
    return ingress(name, HOST)
        .path("Prefix", "/pay", service)
        .annotation("alb.ingress.kubernetes.io/group.name", "shop")
        .annotation("alb.ingress.kubernetes.io/group.order", order)
        .object();
  }

  @Test
  void two_paths_of_one_rank_in_one_object_may_not_be_swapped() {
    var web = httpRoute("r", toEither("web", "pay"));
    var pay = httpRoute("r", toEither("pay", "web"));

    assertDifferent(estate("spec", gateway(), web), estate("spec", gateway(), pay));
  }

  private static String toEither(String first, String second) {
    return """
        rules:
        - {matches: [{path: {value: /x}}], backendRefs: [{name: %s, port: 80}]}
        - {matches: [{path: {value: /x}}], backendRefs: [{name: %s, port: 80}]}
        """
        .formatted(first, second);
  }

  @Test
  void implementation_specific_expressions_of_one_length_may_not_be_swapped_where_order_decides() {
    var key = "nginx.ingress.kubernetes.io/use-regex";
    var web = shop().path("ImplementationSpecific", "/[a-z]+", "web").annotation(key, "true");
    var both = web.path("ImplementationSpecific", "/[p-q]+", "pay").object();
    var swapped =
        shop()
            .annotation(key, "true")
            .path("ImplementationSpecific", "/[a-z]+", "pay")
            .path("ImplementationSpecific", "/[p-q]+", "web")
            .object();

    assertDifferent(estate("ingress-nginx", both), estate("ingress-nginx", swapped));
  }

  @Test
  void an_implementation_specific_path_that_becomes_prefix_is_a_change_where_they_differ() {
    var loose = shop().path("ImplementationSpecific", "/pay", "pay").object();
    var strict = shop().path("Prefix", "/pay", "pay").object();

    assertSame(estate("ingress-nginx", loose), estate("ingress-nginx", strict));
    assertDifferent(estate("aws-alb", loose), estate("aws-alb", strict));
  }

  @Test
  void the_case_and_the_last_dot_of_a_host_mean_nothing() {
    var lower = shop().path("Prefix", "/", "web").object();
    var upper = ingress("shop", "SHOP.Example.com.").path("Prefix", "/", "web").object();

    assertSame(estate("ingress-nginx", lower), estate("ingress-nginx", upper));
    assertSame(
        estate("spec", gateway(), httpRoute("r", "hostnames: [shop.example.com]\n" + toWeb())),
        estate("spec", gateway(), httpRoute("r", "hostnames: [Shop.example.com]\n" + toWeb())));
  }

  private static String toWeb() {
    return "rules: [{backendRefs: [{name: web, port: 80}]}]";
  }

  @Test
  void defaults_that_the_api_server_fills_in_mean_nothing() {
    var filled =
        """
        rules:
        - matches: [{path: {type: PathPrefix, value: /}}]
          backendRefs: [{group: '', kind: Service, name: web, port: 80, weight: 1}]
        """;

    assertSame(
        estate("spec", gateway(), httpRoute("r", toWeb())),
        estate("spec", gateway(), httpRoute("r", filled)));
  }

  @Test
  void defaults_of_parents_listeners_services_and_slices_mean_nothing() {
    var parent = "{group: gateway.networking.k8s.io, kind: Gateway, name: public, namespace: shop}";
    var plainGateway = gateway();
    var filledGateway =
        gateway("allowedRoutes: {namespaces: {from: Same}}, ", "allowedListeners: {}");
    var filledService =
        object(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              type: ClusterIP
              clusterIP: 10.1.2.3
              sessionAffinity: None
              ports: [{name: http, port: 80, protocol: TCP, targetPort: 80}]
            """);

    assertSame(
        estate("spec", plainGateway, httpRoute("r", toWeb())),
        estate("spec", filledGateway, routeOf("v1", "r", parent, toWeb()), filledService));
  }

  @Test
  void redirects_filled_in_with_what_they_default_to_stay_the_same() {
    var written = "rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]";
    var filled =
        "rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode:"
            + " 302}}]}]";

    assertSame(
        estate("spec", gateway(), httpRoute("r", written)),
        estate("spec", gateway(), httpRoute("r", filled)));
  }

  @Test
  void weights_of_equal_proportion_and_backends_in_another_order_are_the_same() {
    var quarters =
        "rules: [{backendRefs: [{name: web, port: 80, weight: 1}, {name: pay, port: 80, weight:"
            + " 3}]}]";
    var percents =
        "rules: [{backendRefs: [{name: pay, port: 80, weight: 75}, {name: web, port: 80, weight:"
            + " 25}]}]";

    assertSame(
        estate("spec", gateway(), httpRoute("r", quarters)),
        estate("spec", gateway(), httpRoute("r", percents)));
  }

  @Test
  void matches_rules_hostnames_and_parents_may_be_reordered_where_nothing_ties() {
    var one =
        """
        hostnames: [a.example.com, b.example.com]
        rules:
        - {matches: [{path: {value: /a}}, {path: {value: /b}}], backendRefs: [{name: web, port: 80}]}
        - {matches: [{path: {value: /c}}], backendRefs: [{name: pay, port: 80}]}
        """;
    var other =
        """
        hostnames: [b.example.com, a.example.com]
        rules:
        - {matches: [{path: {value: /c}}], backendRefs: [{name: pay, port: 80}]}
        - {matches: [{path: {value: /b}}, {path: {value: /a}}], backendRefs: [{name: web, port: 80}]}
        """;

    assertSame(
        estate("spec", gateway(), httpRoute("r", one)),
        estate("spec", gateway(), httpRoute("r", other)));
  }

  @Test
  void a_rule_split_in_two_objects_of_its_own_means_the_same() {
    var both = shop().path("Prefix", "/a", "web").path("Prefix", "/b", "pay").object();
    var a = shop().path("Prefix", "/a", "web").object();
    var b = ingress("more", HOST).path("Prefix", "/b", "pay").object();

    assertSame(estate("ingress-nginx", both), estate("ingress-nginx", a, b));
  }

  @Test
  void status_and_bookkeeping_annotations_mean_nothing() {
    var plain = shop().path("Prefix", "/", "web").object();
    var kept =
        shop()
            .path("Prefix", "/", "web")
            .annotation("argocd.argoproj.io/tracking-id", "x")
            .annotation("meta.helm.sh/release-name", "shop")
            .annotation("kubectl.kubernetes.io/last-applied-configuration", "{}")
            .address(ADDRESS)
            .object();

    assertSame(estate("ingress-nginx", plain), estate("ingress-nginx", kept));
  }

  @Test
  void a_change_of_the_number_of_ready_endpoints_is_no_change_of_routes() {
    var estate = estate("ingress-nginx", shop().path("Prefix", "/", "web").object());

    assertSame(estate, estate.with(slice("shop", "web", 1, 5)));
  }

  @Test
  void an_annotation_filled_in_with_its_documented_default_means_the_same() {
    var key = "nginx.ingress.kubernetes.io/proxy-read-timeout";
    var plain = shop().path("Prefix", "/", "web").object();
    var filled = shop().path("Prefix", "/", "web").annotation(key, "60").object();
    var shorter = shop().path("Prefix", "/", "web").annotation(key, "5").object();

    assertSame(estate("ingress-nginx", plain), estate("ingress-nginx", filled));
    assertDifferent(estate("ingress-nginx", plain), estate("ingress-nginx", shorter));
  }

  @Test
  void another_version_of_the_same_api_means_the_same() {
    var parent = "{name: public}";

    assertSame(
        estate("spec", gateway(), routeOf("v1beta1", "r", parent, toWeb())),
        estate("spec", gateway(), routeOf("v1", "r", parent, toWeb())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"extensions/v1beta1", "networking.k8s.io/v1beta1"})
  void an_ingress_rewritten_from_v1beta1_to_v1_means_the_same(String version) {
    var old =
        object(
            """
            apiVersion: %s
            kind: Ingress
            metadata:
              name: shop
              namespace: shop
              annotations: {kubernetes.io/ingress.class: nginx}
            spec:
              backend: {serviceName: web, servicePort: http}
              rules:
              - host: shop.example.com
                http:
                  paths:
                  - {path: /pay, pathType: Prefix, backend: {serviceName: pay, servicePort: 80}}
            """
                .formatted(version));
    var now =
        object(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop, namespace: shop}
            spec:
              ingressClassName: nginx
              defaultBackend: {service: {name: web, port: {name: http}}}
              rules:
              - host: shop.example.com
                http:
                  paths:
                  - path: /pay
                    pathType: Prefix
                    backend: {service: {name: pay, port: {number: 80}}}
            """);

    assertSame(estate("ingress-nginx", old), estate("ingress-nginx", now));
    assertDifferent(estate("ingress-nginx"), estate("ingress-nginx", old));
  }

  @Test
  void an_ingress_moved_to_an_equal_route_behind_the_same_address_means_the_same() {
    var gateway = addressed();
    var ingress =
        shop().path("Prefix", "/", "web").path("Prefix", "/pay", "pay").address(ADDRESS).object();
    var route =
        httpRoute(
            "shop",
            """
            hostnames: [shop.example.com]
            rules:
            - {matches: [{path: {value: /}}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{path: {value: /pay}}], backendRefs: [{name: pay, port: 80}]}
            """);
    var contour = Map.of("nginx", "contour", "edge", "contour");

    assertSame(estate(contour, gateway, ingress), estate(contour, gateway, route));
  }

  @Test
  void an_ingress_moved_to_a_route_to_another_backend_is_a_change() {
    var gateway = addressed();
    var ingress = shop().path("Prefix", "/", "web").address(ADDRESS).object();
    var route =
        httpRoute(
            "shop",
            "hostnames: [shop.example.com]\nrules: [{backendRefs: [{name: pay, port: 80}]}]");
    var contour = Map.of("nginx", "contour", "edge", "contour");

    assertDifferent(estate(contour, gateway, ingress), estate(contour, gateway, route));
  }

  private static KubernetesObject addressed() {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: public, namespace: shop}
        spec:
          gatewayClassName: edge
          listeners: [{name: http, port: 80, protocol: HTTP}]
        status: {addresses: [{value: %s}]}
        """
            .formatted(ADDRESS));
  }

  @Test
  void an_object_made_again_that_lost_the_age_which_decided_a_tie_is_a_change() {
    var old = shop().path("Prefix", "/", "web").created("2026-01-01T00:00:00Z").object();
    var rival = ingress("rival", HOST).path("Prefix", "/", "pay").created("2026-01-02T00:00:00Z");
    var young = shop().path("Prefix", "/", "web").created("2026-01-03T00:00:00Z").object();
    var before = estate("ingress-nginx", old, rival.object());

    assertDifferent(before, before.without(old.ref()).with(young));
    assertSame(estate("ingress-nginx", old), estate("ingress-nginx", young));
  }

  @Test
  void a_route_made_again_that_lost_the_age_which_decided_a_tie_is_a_change() {
    var rival = created(httpRoute("rival", toWeb()), "2026-01-02T00:00:00Z");
    var pay = httpRoute("r", "rules: [{backendRefs: [{name: pay, port: 80}]}]");
    var old = created(pay, "2026-01-01T00:00:00Z");
    var young = created(pay, "2026-01-03T00:00:00Z");

    assertDifferent(estate("spec", gateway(), rival, old), estate("spec", gateway(), rival, young));
    assertSame(estate("spec", gateway(), old), estate("spec", gateway(), young));
  }

  @Test
  void a_class_made_again_that_takes_the_default_over_is_a_change() {
    var ingress = shop().ofClass("''").path("Prefix", "/", "web").object();
    var one = defaultClass("one", "2026-01-01T00:00:00Z");
    var two = defaultClass("two", "2026-01-02T00:00:00Z");
    var again = defaultClass("one", "2026-01-03T00:00:00Z");

    assertDifferent(estate("spec", ingress, one, two), estate("spec", ingress, again, two));
  }

  private static KubernetesObject defaultClass(String name, String time) {
    var made = ingressClass(name, "k8s.io/ingress-nginx");
    var marked = Map.of("ingressclass.kubernetes.io/is-default-class", "true");
    return created(
        new KubernetesObject(
            made.ref(), "", "", made.created(), false, Map.of(), marked, made.document()),
        time);
  }

  private static KubernetesObject created(KubernetesObject o, String time) {
    return new KubernetesObject(
        o.ref(),
        o.uid(),
        o.resourceVersion(),
        Instant.parse(time),
        o.deleting(),
        o.labels(),
        o.annotations(),
        o.document());
  }

  private static KubernetesObject gateway() {
    return gateway("", "");
  }

  private static KubernetesObject gateway(String listener, String spec) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: public, namespace: shop}
        spec:
          gatewayClassName: edge
          listeners: [{%sname: http, port: 80, protocol: HTTP}]
          %s
        """
            .formatted(listener, spec));
  }

  private static KubernetesObject httpRoute(String name, String spec) {
    return routeOf("v1", name, "{name: public}", spec);
  }

  private static KubernetesObject routeOf(String version, String name, String parent, String spec) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/%s
        kind: HTTPRoute
        metadata: {name: %s, namespace: shop}
        spec:
          parentRefs: [%s]
        %s"""
            .formatted(version, name, parent, spec.indent(2)));
  }
}
