package dev.routeguard.check;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.estate;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.ingressWith;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsRemovedTest {
  private static final String TLS = "tls: [{hosts: [shop.example.com], secretName: cert}],";

  private final Estate estate =
      estate(CLASSES, service("shop", "web", 2, 0), shop("", TLS, "/=web", "/cart=web"));

  private static String shop(String annotations, String spec, String... paths) {
    return ingressWith("shop", "shop", annotations, spec, "shop.example.com", paths);
  }

  @Test
  void a_host_that_loses_its_tls_entry_is_named_once() {
    var found = find(apply(estate, shop("", "", "/=web", "/cart=web")));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).message())
        .isEqualTo("shop.example.com loses TLS (was Secret shop/cert) but is still served without");
    assertThat(found.get(0).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void switching_the_redirect_off_is_a_removal_too() {
    var off = "nginx.ingress.kubernetes.io/ssl-redirect: \"false\"";
    assertThat(find(apply(estate, shop(off, TLS, "/=web", "/cart=web"))))
        .extracting(Finding::message)
        .hasSize(1)
        .first()
        .asString()
        .contains("no longer redirect to HTTPS");
  }

  @Test
  void another_secret_for_the_host_is_fine() {
    assertThat(find(apply(estate, shop("", TLS.replace("cert", "new"), "/=web", "/cart=web"))))
        .isEmpty();
  }

  @Test
  void a_host_that_goes_altogether_is_a_lost_route_and_no_lost_tls() {
    assertThat(find(delete(estate, new ObjectRef(Kind.INGRESS, "shop", "shop")))).isEmpty();
  }

  @Test
  void a_host_without_tls_has_none_to_lose() {
    var plain =
        estate(CLASSES, service("shop", "web", 1, 0), ingress("shop", "p", "p.io", "/=web"));
    var change = apply(plain, ingress("shop", "p", "p.io", "/=web", "/x=web"));
    assertThat(Asked.of(new TlsRemoved(), plain, change)).isEmpty();
  }

  @Test
  void a_removed_https_listener_leaves_its_hosts_without_tls() {
    var both = gateway(HTTP + ", " + HTTPS);
    var gateway = estate(CLASSES, service("shop", "web", 2, 0), both, ROUTE);
    var found = Asked.of(new TlsRemoved(), gateway, apply(gateway, gateway(HTTP)));
    assertThat(found).isNotEmpty();
    assertThat(found.get(0).finding().message()).startsWith("www.example.com loses TLS");
  }

  private static final String HTTP = "{name: http, port: 80, protocol: HTTP}";
  private static final String HTTPS =
      "{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}";
  private static final String ROUTE =
      """
      {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute,
       metadata: {name: www, namespace: shop},
       spec: {parentRefs: [{name: public}], hostnames: [www.example.com],
              rules: [{backendRefs: [{name: web, port: 8080}]}]}}
      """;

  private static String gateway(String listeners) {
    return """
        {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway,
         metadata: {name: public, namespace: shop},
         spec: {gatewayClassName: envoy, listeners: [%s]}}
        """
        .formatted(listeners);
  }

  private List<Finding> find(Change change) {
    return Asked.of(new TlsRemoved(), estate, change).stream().map(Weighed::finding).toList();
  }
}
