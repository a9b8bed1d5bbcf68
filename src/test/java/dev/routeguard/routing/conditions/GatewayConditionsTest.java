package dev.routeguard.routing.conditions;

import static dev.routeguard.estate.Manifests.object;
import static dev.routeguard.routing.GatewayWorld.gateway;
import static dev.routeguard.routing.GatewayWorld.listener;
import static dev.routeguard.routing.GatewayWorld.route;
import static dev.routeguard.routing.GatewayWorld.routeOf;
import static dev.routeguard.routing.GatewayWorld.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.GatewayWorld;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class GatewayConditionsTest {
  private static final String HTTP = listener("http", 80, "HTTP", "");
  private static final ObjectRef GATEWAY = new ObjectRef(Kind.GATEWAY, "edge", "public");

  private static Estate with(String listeners, KubernetesObject... more) {
    return GatewayWorld.with("gateway-api", listeners, more);
  }

  private static ListAssert<String> assertConditions(Estate estate) {
    List<String> all = GatewayConditions.of(estate).all().stream().map(Object::toString).toList();
    return assertThat(all);
  }

  @Test
  void a_sound_gateway_and_its_route_are_accepted_and_programmed() {
    assertConditions(with(HTTP, route("HTTPRoute", "r", to("web"))))
        .containsExactlyInAnyOrder(
            "Gateway/edge/public Accepted=True/Accepted",
            "Gateway/edge/public Programmed=True/Programmed",
            "Gateway/edge/public ResolvedRefs=True/ResolvedRefs",
            "Gateway/edge/public/http Accepted=True/Accepted",
            "Gateway/edge/public/http Programmed=True/Programmed",
            "Gateway/edge/public/http ResolvedRefs=True/ResolvedRefs",
            "Gateway/edge/public/http Conflicted=False/NoConflicts",
            "HTTPRoute/shop/r at Gateway/edge/public Accepted=True/Accepted",
            "HTTPRoute/shop/r at Gateway/edge/public ResolvedRefs=True/ResolvedRefs");
  }

  @Test
  void a_parent_ref_fails_by_section_then_by_what_is_allowed_then_by_host() {
    var same = "{name: http, port: 80, protocol: HTTP}";
    var host = listener("http", 80, "HTTP", "hostname: a.example.com");
    var section =
        routeOf("HTTPRoute", "r", "{name: public, namespace: edge, sectionName: x}", to("web"));
    var port = routeOf("HTTPRoute", "r", "{name: public, namespace: edge, port: 81}", to("web"));
    var other = route("HTTPRoute", "r", "hostnames: [b.example.com]\n" + to("web"));
    var at = "HTTPRoute/shop/r at Gateway/edge/public";

    assertConditions(with(HTTP, section)).contains(at + "/x Accepted=False/NoMatchingParent");
    assertConditions(with(HTTP, port)).contains(at + " Accepted=False/NoMatchingParent");
    assertConditions(with(same, other)).contains(at + " Accepted=False/NotAllowedByListeners");
    assertConditions(with(host, other)).contains(at + " Accepted=False/NoMatchingListenerHostname");
    assertConditions(with(HTTP, route("TLSRoute", "t", to("web"))))
        .contains("TLSRoute/shop/t at Gateway/edge/public Accepted=False/NotAllowedByListeners");
  }

  @Test
  void backends_are_unresolved_by_kind_grant_or_absence() {
    var at = "HTTPRoute/shop/r at Gateway/edge/public ResolvedRefs=False/";
    var kind = "rules: [{backendRefs: [{group: example.com, kind: Thing, name: x}]}]";
    var grant = "rules: [{backendRefs: [{name: web, namespace: far, port: 80}]}]";
    var mirror =
        "rules: [{backendRefs: [{name: web, port: 80}], filters: [{type: RequestMirror,"
            + " requestMirror: {backendRef: {name: gone, port: 80}}}]}]";

    assertConditions(with(HTTP, route("HTTPRoute", "r", kind))).contains(at + "InvalidKind");
    assertConditions(with(HTTP, route("HTTPRoute", "r", grant))).contains(at + "RefNotPermitted");
    assertConditions(with(HTTP, route("HTTPRoute", "r", to("gone"))))
        .contains(at + "BackendNotFound");
    assertConditions(with(HTTP, route("HTTPRoute", "r", mirror))).contains(at + "BackendNotFound");
  }

  @Test
  void of_indistinct_listeners_nobody_wins() {
    var twice = listener("a", 80, "HTTP", "") + ", " + listener("b", 80, "HTTP", "");
    var mixed = listener("a", 80, "HTTP", "") + ", " + listener("b", 80, "TCP", "");

    assertConditions(with(twice))
        .contains(
            "Gateway/edge/public Accepted=False/ListenersNotValid",
            "Gateway/edge/public/a Conflicted=True/HostnameConflict",
            "Gateway/edge/public/b Conflicted=True/HostnameConflict",
            "Gateway/edge/public/b Programmed=False/Invalid");
    assertConditions(with(mixed))
        .contains(
            "Gateway/edge/public/a Conflicted=True/ProtocolConflict",
            "Gateway/edge/public/b Conflicted=True/ProtocolConflict");
  }

  @Test
  void one_good_listener_is_enough_for_the_gateway() {
    var some = HTTP + ", " + listener("x", 81, "example.com/QUIC", "");

    assertConditions(with(some))
        .contains(
            "Gateway/edge/public Accepted=True/ListenersNotValid",
            "Gateway/edge/public Programmed=True/Programmed",
            "Gateway/edge/public/x Accepted=False/UnsupportedProtocol");
  }

  @Test
  void a_certificate_must_be_there_granted_and_a_secret() {
    var tls = "tls: {certificateRefs: [%s]}";
    var gone = listener("s", 443, "HTTPS", tls.formatted("{name: gone}"));
    var far = listener("s", 443, "HTTPS", tls.formatted("{name: x, namespace: far}"));
    var map = listener("s", 443, "HTTPS", tls.formatted("{name: x, kind: ConfigMap}"));

    assertConditions(with(gone))
        .contains(
            "Gateway/edge/public/s ResolvedRefs=False/InvalidCertificateRef",
            "Gateway/edge/public/s Programmed=False/Invalid");
    assertConditions(with(far))
        .contains("Gateway/edge/public/s ResolvedRefs=False/RefNotPermitted");
    assertConditions(with(map))
        .contains("Gateway/edge/public/s ResolvedRefs=False/InvalidCertificateRef");
    assertConditions(with(gone).asGiven())
        .as("where nobody may look into Secrets, nothing is missing")
        .contains("Gateway/edge/public/s ResolvedRefs=True/ResolvedRefs");
  }

  @Test
  void clients_can_not_be_verified_without_a_ca_bundle() {
    var https = listener("s", 443, "HTTPS", "tls: {options: {x: y}}");
    var spec = "tls: {frontend: {default: {validation: {caCertificateRefs: [%s]}}}}";
    var gone = gateway(https, spec.formatted("{kind: ConfigMap, group: '', name: gone}"));
    var kind = gateway(https, spec.formatted("{kind: Thing, group: example.com, name: x}"));

    assertConditions(with(https).with(gone))
        .contains(
            "Gateway/edge/public/s Accepted=False/NoValidCACertificate",
            "Gateway/edge/public/s ResolvedRefs=False/InvalidCACertificateRef");
    assertConditions(with(https).with(kind))
        .contains("Gateway/edge/public/s ResolvedRefs=False/InvalidCACertificateKind");
  }

  @Test
  void a_gateway_tells_whether_the_certificate_it_shows_to_backends_is_there() {
    var backend = "tls: {backend: {clientCertificateRef: {name: gone}}}";

    assertConditions(with(HTTP).with(gateway(HTTP, backend)))
        .contains("Gateway/edge/public ResolvedRefs=False/InvalidClientCertificateRef");
  }

  @Test
  void kinds_that_a_protocol_does_not_take_are_told() {
    var kinds =
        "{name: http, port: 80, protocol: HTTP,"
            + " allowedRoutes: {namespaces: {from: All}, kinds: [{kind: TCPRoute}]}}";

    var some = kinds.replace("{kind: TCPRoute}", "{kind: TCPRoute}, {kind: HTTPRoute}");

    assertConditions(with(kinds))
        .contains(
            "Gateway/edge/public/http ResolvedRefs=False/InvalidRouteKinds",
            "Gateway/edge/public/http Programmed=False/Invalid");
    assertConditions(with(some))
        .contains(
            "Gateway/edge/public/http ResolvedRefs=False/InvalidRouteKinds",
            "Gateway/edge/public/http Programmed=True/Programmed");
  }

  @Test
  void a_listener_set_that_is_not_taken_is_told_so() {
    var set =
        object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: ListenerSet
            metadata: {name: extra, namespace: shop}
            spec:
              parentRef: {name: public, namespace: edge}
              listeners: [{name: more, port: 81, protocol: HTTP}]
            """);
    var open = gateway(HTTP, "allowedListeners: {namespaces: {from: All}}");

    assertConditions(with(HTTP, set)).contains("ListenerSet/shop/extra Accepted=False/NotAllowed");
    assertConditions(with(HTTP, set).with(open))
        .contains(
            "ListenerSet/shop/extra Accepted=True/Accepted",
            "ListenerSet/shop/extra/more Programmed=True/Programmed");
  }

  @Test
  void the_younger_of_two_policies_for_one_service_conflicts() {
    assertConditions(
            with(
                HTTP,
                route("HTTPRoute", "r", to("web")),
                policy("old", "2026-01-01T00:00:00Z"),
                policy("young", "2026-01-02T00:00:00Z")))
        .contains(
            "BackendTLSPolicy/shop/old at Gateway/edge/public Accepted=True/Accepted",
            "BackendTLSPolicy/shop/young at Gateway/edge/public Accepted=False/Conflicted");
  }

  private static KubernetesObject policy(String name, String created) {
    return object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: BackendTLSPolicy
        metadata: {name: %s, namespace: shop, creationTimestamp: '%s'}
        spec:
          targetRefs: [{group: '', kind: Service, name: web}]
          validation: {hostname: web.local, wellKnownCACertificates: System}
        """
            .formatted(name, created));
  }

  @Test
  void attached_routes_are_counted_whatever_the_health_of_the_listener() {
    var bad = listener("s", 443, "HTTPS", "tls: {certificateRefs: [{name: gone}]}");
    var one =
        routeOf("HTTPRoute", "one", "{name: public, namespace: edge, sectionName: s}", to("web"));
    var estate = with(HTTP + ", " + bad, one, route("HTTPRoute", "two", to("web")));

    assertThat(GatewayConditions.of(estate).attachedRoutes(GATEWAY))
        .containsEntry("http", 1)
        .containsEntry("s", 2);
  }

  @Test
  void a_gateway_that_nobody_serves_has_no_conditions() {
    var estate = with(HTTP).with(EstateSettings.defaults());

    assertThat(GatewayConditions.of(estate).ofGateway(GATEWAY)).isEmpty();
  }
}
