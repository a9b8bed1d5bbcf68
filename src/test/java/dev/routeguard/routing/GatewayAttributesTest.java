package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.routing.GatewayWorld.answer;
import static dev.routeguard.routing.GatewayWorld.get;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static dev.routeguard.routing.GatewayWorld.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a rule does to requests beside choosing a backend, in words that all dialects share. */
class GatewayAttributesTest {
  private static final String HTTP = listener("http", 80, "HTTP", "");

  private static Estate with(String rule) {
    var rules = "rules: [{backendRefs: [{name: web, port: 80}], %s}]".formatted(rule);
    return GatewayWorld.with("gateway-api", HTTP, route("HTTPRoute", "r", rules));
  }

  private static Map<String, String> attributes(Estate estate) {
    return ((Outcome.Forward) get(estate, "a.example.com", "/")).attributes();
  }

  private static Map<String, String> filtered(String filter) {
    return attributes(with("filters: [" + filter + "]"));
  }

  @Test
  void times_are_seconds_however_they_are_written() {
    assertThat(attributes(with("timeouts: {request: 1m30s, backendRequest: 1500ms}")))
        .containsEntry("timeout.request", "90")
        .containsEntry("timeout.backend", "1.5");
    assertThat(
            RouteDiff.between(with("timeouts: {request: 90s}"), with("timeouts: {request: 1m30s}")))
        .matches(RouteDiff::isEmpty);
    assertThat(attributes(with("timeouts: {request: 0s}"))).containsEntry("timeout.request", "0");
  }

  @Test
  void retries_and_session_persistence_are_told() {
    assertThat(attributes(with("retry: {attempts: 3, codes: [503, 500]}")))
        .containsEntry("retries", "attempts=3; codes=[503, 500]");
    assertThat(attributes(with("sessionPersistence: {type: Cookie, sessionName: s}")))
        .containsEntry("affinity", "sessionName=s; type=Cookie");
  }

  @Test
  void header_changes_are_sorted_and_their_names_have_no_case() {
    var filter =
        """
        {type: RequestHeaderModifier, requestHeaderModifier:
          {set: [{name: X-B, value: '2'}], add: [{name: X-A, value: '1'}], remove: [X-C]}}""";

    assertThat(filtered(filter))
        .containsEntry("headers.request", "add x-a=1; remove x-c; set x-b=2");
    assertThat(
            filtered("{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [Server]}}"))
        .containsEntry("headers.response", "remove server");
  }

  @Test
  void rewrites_name_what_replaces_host_and_path() {
    assertThat(
            filtered(
                "{type: URLRewrite, urlRewrite: {hostname: b.example.com, path:"
                    + " {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}"))
        .containsEntry("rewrite.path", "prefix /new")
        .containsEntry("rewrite.host", "b.example.com");
    assertThat(
            filtered(
                "{type: URLRewrite, urlRewrite:"
                    + " {path: {type: ReplaceFullPath, replaceFullPath: /index}}}"))
        .containsEntry("rewrite.path", "full /index");
  }

  @Test
  void a_mirror_names_its_backend_and_its_part_of_requests() {
    assertThat(
            filtered(
                "{type: RequestMirror, requestMirror: {backendRef: {name: other, port: 80},"
                    + " fraction: {numerator: 1, denominator: 8}}}"))
        .containsEntry("mirror", "shop/other:80 12.5 %");
  }

  @Test
  void cross_origin_rules_and_external_authorization_are_told() {
    assertThat(filtered("{type: CORS, cors: {allowOrigins: ['https://b.example.com']}}"))
        .containsEntry("cors", "allowOrigins=[https://b.example.com]");
    assertThat(filtered("{type: ExternalAuth, externalAuth: {protocol: HTTP}}"))
        .containsEntry("authentication", "protocol=HTTP");
  }

  @Test
  void a_filter_of_one_backend_is_told_of_that_backend() {
    var rules =
        """
        rules:
        - backendRefs:
          - {name: web, port: 80}
          - {name: other, port: 80, filters: [{type: RequestHeaderModifier,
             requestHeaderModifier: {remove: [X-A]}}]}
        """;
    var estate = GatewayWorld.with("gateway-api", HTTP, route("HTTPRoute", "r", rules));

    assertThat(attributes(estate))
        .containsExactly(Map.entry("headers.request of shop/other:80", "remove x-a"));
  }

  @Test
  void a_filter_of_a_vendor_is_a_note_and_a_change_of_it_a_difference() {
    var before = with("filters: [{type: ExtensionRef, extensionRef: {kind: Auth, name: a}}]");
    var after = with("filters: [{type: ExtensionRef, extensionRef: {kind: Auth, name: b}}]");
    var diff = RouteDiff.between(before, after);

    assertThat(diff.deltas())
        .singleElement()
        .extracting(RouteDelta::type)
        .isEqualTo(RouteDelta.Type.CHANGED);
    assertThat(diff.notes())
        .extracting(Untranslated::fieldPath)
        .contains("spec.rules[0].filters[0].extensionRef");
    assertThat(
            RouteTables.of(with("filters: [{type: Magic}]"))
                .notesOn(route("HTTPRoute", "r", to("web")).ref()))
        .extracting(Untranslated::fieldPath)
        .containsExactly("spec.rules[0].filters[0].type");
  }

  @Test
  void the_protocol_of_a_backend_comes_from_its_service_port() {
    var service =
        object(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {ports: [{name: http, port: 80, appProtocol: kubernetes.io/h2c}]}
            """);

    assertThat(attributes(with("name: one").with(service)))
        .containsEntry("backend.protocol", "h2c");
  }

  private static KubernetesObject policy(String name, String created, String target, String host) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: BackendTLSPolicy
        metadata: {name: %s, namespace: shop, creationTimestamp: '%s'}
        spec:
          targetRefs: [{group: '', kind: Service, %s}]
          validation: {hostname: %s, wellKnownCACertificates: System}
        """
            .formatted(name, created, target, host));
  }

  @Test
  void the_oldest_policy_that_names_the_port_says_how_the_backend_is_verified() {
    var old = policy("old", "2026-01-01T00:00:00Z", "name: web", "old.local");
    var port = policy("port", "2026-01-03T00:00:00Z", "name: web, sectionName: http", "port.local");
    var plain = with("name: one");

    assertThat(attributes(plain.with(old)).get("backend.tls")).contains("hostname=old.local");
    assertThat(attributes(plain.with(old).with(port)).get("backend.tls"))
        .contains("hostname=port.local");
    assertThat(RouteDiff.between(plain.with(old), plain).deltas())
        .singleElement()
        .extracting(RouteDelta::type)
        .isEqualTo(RouteDelta.Type.CHANGED);
  }

  @Test
  void a_backend_that_can_not_be_verified_as_its_policy_asks_is_not_reached() {
    var policy =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: BackendTLSPolicy
            metadata: {name: p, namespace: shop}
            spec:
              targetRefs: [{group: '', kind: Service, name: web}]
              validation: {hostname: web.local, caCertificateRefs: [{group: '', kind: ConfigMap, name: gone}]}
            """);
    var estate = with("name: one").with(policy);

    assertThat(((Outcome.Forward) get(estate, "a.example.com", "/")).shares())
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.readiness()).isEqualTo(Share.Readiness.NOT_VERIFIABLE);
              assertThat(share.status()).isEqualTo(500);
            });
    assertThat(get(estate.asGiven(), "a.example.com", "/").isServed())
        .as("where nobody may look into ConfigMaps, nothing is missing")
        .isTrue();
  }

  @Test
  void a_listener_tells_its_certificate_and_what_clients_must_show() {
    var https = listener("web", 443, "HTTPS", "tls: {certificateRefs: [{name: edge-tls}]}");
    var frontend =
        "tls: {frontend: {default: {validation: {caCertificateRefs: [{kind: ConfigMap, group: '',"
            + " name: clients}]}}}}";
    var estate =
        GatewayWorld.with("gateway-api", https, route("HTTPRoute", "r", to("web")))
            .with(GatewayWorld.gateway(https, frontend))
            .asGiven();
    var request = Request.get(Scheme.HTTPS, "a.example.com", "/");

    assertThat(((Outcome.Forward) answer(estate, request)).attributes())
        .containsEntry("tls", "edge/edge-tls")
        .hasEntrySatisfying(
            "tls.client-certificates", text -> assertThat(text).contains("clients"));
  }
}
