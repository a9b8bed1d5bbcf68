package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.routing.GatewayWorld.answer;
import static dev.routeguard.routing.GatewayWorld.get;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static dev.routeguard.routing.GatewayWorld.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Share.Readiness;
import dev.routeguard.routing.conditions.GatewayConditions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was seen of Envoy Gateway 1.9 with Envoy 1.40 and is unlike the API's text. */
class EnvoyGatewayTest {
  private static final String HOST = "a.example.com";

  private static Estate world(KubernetesObject... more) {
    return GatewayWorld.with("envoy-gateway", listener("http", 80, "HTTP", ""), more)
        .with(service("shop", "bare"));
  }

  private static KubernetesObject rules(String... rules) {
    return route("HTTPRoute", "r", "rules: [%s]".formatted(String.join(", ", rules)));
  }

  private static String rule(String match, String service) {
    return "{matches: [{%s}], backendRefs: [{name: %s, port: 80}]}".formatted(match, service);
  }

  private static List<Share> shares(String backends) {
    var estate = world(rules("{backendRefs: [%s]}".formatted(backends)));
    return ((Outcome.Forward) get(estate, HOST, "/")).shares();
  }

  @Test
  void two_headers_go_before_a_method_and_one_header_beside_a_method_goes_by_age() {
    var estate =
        world(
            rules(
                rule("method: GET", "web"),
                rule("headers: [{name: x, value: a}, {name: y, value: b}]", "other")));
    var both = new Request(Scheme.HTTP, HOST, 80, "GET", "/", Map.of("x", "a", "y", "b"));

    assertThat(answer(estate, both).inWords()).isEqualTo("shop/other:80");
    assertThat(
            answer(
                    world(
                        rules(
                            rule("headers: [{name: x, value: a}]", "other"),
                            rule("method: GET", "web"))),
                    both)
                .inWords())
        .isEqualTo("shop/other:80");
  }

  @Test
  void a_condition_goes_before_an_expression() {
    var estate =
        world(
            rules(
                rule("headers: [{name: x, value: 'a.*', type: RegularExpression}]", "web"),
                rule("headers: [{name: x, value: a}]", "other")));

    assertThat(
            answer(estate, new Request(Scheme.HTTP, HOST, 80, "GET", "/", Map.of("x", "a")))
                .inWords())
        .isEqualTo("shop/other:80");
  }

  @Test
  void a_service_whose_endpoints_are_all_unready_is_asked_all_the_same() {
    var share = shares("{name: empty, port: 80}").get(0);

    assertThat(share.readiness()).isEqualTo(Readiness.NO_READY_ENDPOINTS);
    assertThat(share.status()).isZero();
  }

  @Test
  void a_service_without_endpoints_is_503() {
    assertThat(shares("{name: bare, port: 80}").get(0).status()).isEqualTo(503);
  }

  @Test
  void unready_endpoints_leave_their_share_to_ready_ones_of_the_same_rule() {
    assertThat(shares("{name: web, port: 80, weight: 75}, {name: empty, port: 80, weight: 25}"))
        .extracting(Share::percent)
        .containsExactly(100.0, 0.0);
  }

  @Test
  void unready_endpoints_keep_their_share_where_another_backend_has_none() {
    var shares =
        shares(
            "{name: web, port: 80, weight: 50}, {name: empty, port: 80, weight: 25},"
                + " {name: bare, port: 80, weight: 25}");

    assertThat(shares).extracting(Share::percent).containsExactly(50.0, 25.0, 25.0);
    assertThat(shares).extracting(Share::status).containsExactly(0, 0, 503);
  }

  @Test
  void one_status_stands_for_all_that_can_not_be_served() {
    assertThat(
            shares(
                "{name: web, port: 80}, {name: bare, port: 80}, {name: gone, port: 80, weight: 2}"))
        .extracting(Share::status)
        .containsExactly(0, 503, 503);
    assertThat(shares("{name: bare, port: 80}, {name: gone, port: 80, weight: 0}"))
        .extracting(Share::status)
        .containsExactly(500, 500);
  }

  @Test
  void a_redirect_to_another_scheme_keeps_the_port_that_the_client_wrote() {
    var redirect =
        "{filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]}";
    var estate =
        GatewayWorld.with(
            "envoy-gateway",
            listener("http", 80, "HTTP", "") + ", " + listener("alt", 8080, "HTTP", ""),
            rules(redirect));

    assertThat(get(estate, HOST, "/x").inWords()).isEqualTo("301 to https://a.example.com/x");
    assertThat(
            answer(estate, new Request(Scheme.HTTP, HOST, 8080, "GET", "/x", Map.of())).inWords())
        .isEqualTo("301 to https://a.example.com:8080/x");
  }

  private static KubernetesObject at(String section, String name, String hosts, String service) {
    return GatewayWorld.routeOf(
        "HTTPRoute",
        name,
        "{name: public, namespace: edge, sectionName: %s}".formatted(section),
        "hostnames: [%s]\n".formatted(hosts) + to(service));
  }

  private static Estate shared(KubernetesObject... routes) {
    var listeners =
        listener("all", 80, "HTTP", "")
            + ", "
            + listener("org", 80, "HTTP", "hostname: '*.example.org'");
    return GatewayWorld.with("envoy-gateway", listeners, routes);
  }

  @Test
  void http_listeners_of_one_port_take_each_other_s_hosts_but_not_their_hostnames() {
    var estate =
        shared(
            at("all", "r1", "a.example.org, '*.example.org'", "web"),
            at("org", "r2", "b.example.org", "other"));

    assertThat(get(estate, "a.example.org", "/").inWords()).isEqualTo("shop/web:80");
    assertThat(get(estate, "b.example.org", "/").inWords()).isEqualTo("shop/other:80");
    assertThat(get(estate, "c.example.org", "/").inWords()).isEqualTo("404");
  }

  @Test
  void a_host_that_comes_in_by_two_http_listeners_leaves_the_whole_port_open() {
    var estate =
        shared(
            at("all", "r1", "a.example.org", "web"),
            at("org", "r2", "a.example.org", "other"),
            at("all", "r3", "a.example.com", "web"));

    assertThat(get(estate, "a.example.com", "/").inWords())
        .isEqualTo("undefined (one of shop/web:80; 404)");
  }

  @Test
  void a_route_whose_only_host_is_another_listener_s_hostname_is_not_attached() {
    var estate = shared(at("all", "r1", "'*.example.org'", "web"));
    var conditions = GatewayConditions.of(estate);

    assertThat(conditions.all().toString()).contains("Accepted=False/NoMatchingListenerHostname");
    assertThat(conditions.attachedRoutes(GatewayWorld.gateway("").ref()))
        .containsEntry("all", 0)
        .containsEntry("org", 0);
  }

  @Test
  void a_missing_port_is_reported() {
    var route = route("HTTPRoute", "r", "rules: [{backendRefs: [{name: web, port: 81}]}]");

    assertThat(GatewayConditions.of(world(route)).all().toString())
        .contains("ResolvedRefs=False/PortNotFound");
  }

  @Test
  void connections_leave_out_backends_without_endpoints_and_report_them() {
    var rules =
        "rules: [{backendRefs: [{name: web, port: 80}, {name: bare, port: 80, weight: 3}]}]";
    var estate =
        GatewayWorld.with(
                "envoy-gateway", listener("db", 5432, "TCP", ""), route("TCPRoute", "r", rules))
            .with(service("shop", "bare"));
    var asked = answer(estate, new Request(Scheme.TCP, "", 5432, "GET", "/", Map.of()));

    assertThat(((Outcome.Forward) asked).shares())
        .extracting(Share::percent)
        .containsExactly(100.0, 0.0);
    assertThat(GatewayConditions.of(estate).all().toString())
        .contains("ResolvedRefs=False/EndpointsNotFound");
  }

  @Test
  void tls_listeners_of_one_port_take_each_other_s_server_names() {
    var passthrough = "tls: {mode: Passthrough}";
    var estate =
        GatewayWorld.with(
            "envoy-gateway",
            listener("all", 443, "TLS", passthrough)
                + ", "
                + listener("org", 443, "TLS", passthrough + ", hostname: '*.example.org'"),
            GatewayWorld.routeOf(
                "TLSRoute",
                "r",
                "{name: public, namespace: edge, sectionName: all}",
                "hostnames: [a.example.org]\n" + to("web")));

    assertThat(answer(estate, Request.get(Scheme.HTTPS, "a.example.org", "/")).inWords())
        .isEqualTo("shop/web:80");
  }

  @Test
  void a_redirect_replaces_the_characters_of_a_prefix() {
    assertThat(replaced("/", "/new", "/abc")).isEqualTo("/newabc");
    assertThat(replaced("/foo", "/new/", "/foo/x")).isEqualTo("/new//x");
    assertThat(replaced("/foo/", "/new", "/foo/x")).isEqualTo("/new/x");
    assertThat(replaced("/bar", "/", "/bar/x")).isEqualTo("/x");
    assertThat(replaced("/bar", "", "/bar")).isEqualTo("/");
    assertThat(replaced("/baz/", "/", "/baz")).isEqualTo("/baz");
  }

  private static String replaced(String prefix, String by, String path) {
    var rule =
        "{matches: [{path: {value: %s}}], filters: [{type: RequestRedirect, requestRedirect: {path:"
            + " {type: ReplacePrefixMatch, replacePrefixMatch: '%s'}}}]}";
    var outcome = get(world(rules(rule.formatted(prefix, by))), HOST, path);
    return ((Outcome.Redirect) outcome).location().substring("http://a.example.com".length());
  }

  @Test
  void a_call_is_known_by_its_path_alone() {
    var route =
        route(
            "GRPCRoute",
            "calls",
            "rules: [{matches: [{method: {service: shop.Cart}}], backendRefs: [{name: web, port:"
                + " 80}]}]");

    assertThat(get(world(route), HOST, "/shop.Cart").inWords()).isEqualTo("shop/web:80");
    assertThat(get(world(route), HOST, "/shop.Carts/Add").inWords()).isEqualTo("404");
  }

  @Test
  void a_server_name_of_two_tls_routes_leaves_the_port_open() {
    var estate =
        GatewayWorld.with(
            "envoy-gateway",
            listener("all", 443, "TLS", "tls: {mode: Passthrough}"),
            route("TLSRoute", "one", "hostnames: [a.example.com]\n" + to("web")),
            route("TLSRoute", "two", "hostnames: [a.example.com]\n" + to("other")));

    assertThat(answer(estate, Request.get(Scheme.HTTPS, HOST, "/")).inWords())
        .isEqualTo("undefined (one of shop/web:80; connection refused)");
  }

  @Test
  void a_rule_that_changes_the_host_header_is_refused() {
    var rule =
        "{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: Host, value:"
            + " x}]}}], backendRefs: [{name: web, port: 80}]}";

    assertThat(get(world(rules(rule)), HOST, "/").inWords()).isEqualTo("500");
    assertThat(GatewayConditions.of(world(rules(rule))).all().toString())
        .contains("Accepted=False/UnsupportedValue");
    assertThat(GatewayConditions.of(world(rules(rule, rule("method: GET", "web")))).all())
        .asString()
        .doesNotContain("Accepted=False");
  }

  @Test
  void a_rule_that_is_refused_has_the_missing_parent_forgotten() {
    var rule =
        "{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [Host]}}],"
            + " backendRefs: [{name: web, port: 80}]}";
    var spec = "rules: [%s, %s]".formatted(rule, rule("method: GET", "web"));
    var parent = "{name: public, namespace: edge, sectionName: nowhere}";
    var estate = world(GatewayWorld.routeOf("HTTPRoute", "r", parent, spec));

    assertThat(GatewayConditions.of(estate).all().toString())
        .doesNotContain("Accepted=False/NoMatchingParent");
  }

  @Test
  void a_backend_that_redirects_by_itself_is_invalid() {
    var filter = "filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]";
    var share = shares("{name: web, port: 80, " + filter + "}").get(0);

    assertThat(share.readiness()).isEqualTo(Readiness.NOT_SUPPORTED);
    assertThat(share.status()).isEqualTo(500);
  }

  @Test
  void an_external_name_is_no_backend() {
    var external =
        object(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: gone, namespace: shop}
            spec: {type: ExternalName, externalName: example.com, ports: [{port: 80}]}
            """);
    var estate = world(route("HTTPRoute", "r", to("gone"))).with(external);

    assertThat(((Outcome.Forward) get(estate, HOST, "/")).shares().get(0).status()).isEqualTo(500);
    assertThat(GatewayConditions.of(estate).all().toString())
        .contains("ResolvedRefs=False/UnsupportedValue");
  }

  @Test
  void a_mirror_that_is_not_there_fails_the_rule() {
    var estate =
        world(
            rules(
                "{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: gone, port:"
                    + " 80}}}], backendRefs: [{name: web, port: 80}]}"));

    assertThat(get(estate, HOST, "/").inWords()).isEqualTo("500");
  }
}
