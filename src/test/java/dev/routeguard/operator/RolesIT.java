package dev.routeguard.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.routeguard.cli.CommandRun;
import dev.routeguard.controlplane.AuditEntry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Least privilege, measured: the operator is driven through everything it does, under the roles of
 * the chart, and the audit log of the API server is compared with what they grant. A right that
 * nothing needs fails the test just as one that is missing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolesIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** More than the revisions that are kept of one object. */
  private static final int EDITS = 12;

  private static final Map<String, String> SETTINGS =
      Map.of("ROUTEGUARD_RECORD_MAX_COUNT", "3", "ROUTEGUARD_RECORD_SWEEP_INTERVAL", "1s");

  /** What is called kept-… stays as it is. */
  private static final String RULE =
      """
      apiVersion: routeguard.dev/v1alpha1
      kind: ClusterRoutePolicy
      metadata: {name: keep}
      spec:
        mode: Rollback
        match:
          kinds:
            [Ingress, IngressClass, Service, GatewayClass, Gateway, ListenerSet, HTTPRoute, GRPCRoute,
             TLSRoute, TCPRoute, UDPRoute, BackendTLSPolicy, ReferenceGrant]
        checks:
          - name: kept-as-it-was
            expression: >-
              !request.name.startsWith('kept-') || oldObject == null
              || object != null && object.spec == oldObject.spec
            message: is kept as it was
      """;

  private static final String TEAM_RULE =
      """
      apiVersion: routeguard.dev/v1alpha1
      kind: RoutePolicy
      metadata: {name: team, namespace: shop}
      spec:
        mode: Warn
        checks:
          - name: route-lost
      """;

  /** Of a controller that nothing is to be said about, unlike the shop's. */
  private static final String EDGE =
      """
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: edge}
      spec: {controller: example.com/edge}
      """;

  private static final String REPORTED =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: reported, namespace: shop}
      spec:
        ingressClassName: edge
        defaultBackend: {service: {name: %s, port: {number: 8080}}}
      """;

  /** No controller runs here that would write it. */
  private static final String ENDPOINTS =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: %1$s-1
        namespace: shop
        labels: {kubernetes.io/service-name: %1$s}
      addressType: IPv4
      ports: [{name: http, port: 8080, protocol: TCP}]
      endpoints: [{addresses: ["10.1.9.1"], conditions: {ready: true}}]
      """;

  private static Installation installation;
  private static OperatorProcess operator;
  private static Shop shop;

  /** The kinds that can be put back: one object each that is edited, and one that is deleted. */
  private enum Kept {
    INGRESS(
        "networking.k8s.io/v1",
        "Ingress",
        """
        {ingressClassName: nginx, rules: [{host: %s.example.net, http: {paths: [
          {path: /, pathType: Prefix, backend: {service: {name: pay, port: {number: 8080}}}}]}}]}
        """,
        "/spec/rules/0/http/paths/0/path",
        "\"/elsewhere\""),
    INGRESS_CLASS(
        "networking.k8s.io/v1",
        "IngressClass",
        "{controller: example.net/%s}",
        "/spec/parameters",
        "{\"kind\":\"ConfigMap\",\"name\":\"other\",\"scope\":\"Cluster\"}"),
    SERVICE(
        "v1",
        "Service",
        "{type: LoadBalancer, selector: {app: %s}, ports: [{name: http, port: 80}]}",
        "/spec/loadBalancerSourceRanges",
        "[\"10.0.0.0/8\"]"),
    GATEWAY_CLASS(
        "gateway.networking.k8s.io/v1",
        "GatewayClass",
        "{controllerName: example.net/%s}",
        "/spec/description",
        "\"other\""),
    GATEWAY(
        "gateway.networking.k8s.io/v1",
        "Gateway",
        "{gatewayClassName: edge, listeners: [{name: %s, port: 80, protocol: HTTP}]}",
        "/spec/listeners/0/port",
        "81"),
    HTTP_ROUTE(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        """
        {parentRefs: [{name: public}], hostnames: [%s.example.com],
          rules: [{backendRefs: [{name: pay, port: 8080}]}]}
        """,
        "/spec/rules/0/backendRefs/0/name",
        "\"account\""),
    LISTENER_SET(
        "gateway.networking.k8s.io/v1",
        "ListenerSet",
        "{parentRef: {name: public}, listeners: [{name: %s, port: 82, protocol: HTTP}]}",
        "/spec/listeners/0/port",
        "83"),
    GRPC_ROUTE(
        "gateway.networking.k8s.io/v1",
        "GRPCRoute",
        """
        {parentRefs: [{name: public}], hostnames: [%s.example.org],
          rules: [{backendRefs: [{name: pay, port: 8080}]}]}
        """,
        "/spec/rules/0/backendRefs/0/name",
        "\"account\""),
    TLS_ROUTE(
        "gateway.networking.k8s.io/v1",
        "TLSRoute",
        """
        {parentRefs: [{name: public}], hostnames: [%s.example.org],
          rules: [{backendRefs: [{name: pay, port: 8080}]}]}
        """,
        "/spec/rules/0/backendRefs/0/name",
        "\"account\""),
    TCP_ROUTE(
        "gateway.networking.k8s.io/v1",
        "TCPRoute",
        "{parentRefs: [{name: %s}], rules: [{backendRefs: [{name: pay, port: 8080}]}]}",
        "/spec/rules/0/backendRefs/0/name",
        "\"account\""),
    UDP_ROUTE(
        "gateway.networking.k8s.io/v1",
        "UDPRoute",
        "{parentRefs: [{name: %s}], rules: [{backendRefs: [{name: pay, port: 8080}]}]}",
        "/spec/rules/0/backendRefs/0/name",
        "\"account\""),
    BACKEND_TLS_POLICY(
        "gateway.networking.k8s.io/v1",
        "BackendTLSPolicy",
        """
        {targetRefs: [{group: "", kind: Service, name: %s}],
          validation: {hostname: pay.example.org, wellKnownCACertificates: System}}
        """,
        "/spec/validation/hostname",
        "\"other.example.org\""),
    REFERENCE_GRANT(
        "gateway.networking.k8s.io/v1beta1",
        "ReferenceGrant",
        """
        {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: %s}],
          to: [{group: "", kind: Service}]}
        """,
        "/spec/from/0/namespace",
        "\"other\"");

    private final String apiVersion;
    private final String kind;
    private final String spec;
    private final String path;
    private final String value;

    Kept(String apiVersion, String kind, String spec, String path, String value) {
      this.apiVersion = apiVersion;
      this.kind = kind;
      this.spec = spec;
      this.path = path;
      this.value = value;
    }

    private boolean isNamespaced() {
      return this != INGRESS_CLASS && this != GATEWAY_CLASS;
    }

    void create(String name) {
      var place = isNamespaced() ? ", namespace: shop" : "";
      var manifest =
          "apiVersion: %s\nkind: %s\nmetadata: {name: %s%s}\nspec: %s"
              .formatted(apiVersion, kind, name, place, spec.formatted(name).strip());
      shop.admin().resource(Shop.parse(manifest)).create();
    }

    Resource<GenericKubernetesResource> named(String name) {
      var all = shop.admin().genericKubernetesResources(apiVersion, kind);
      return isNamespaced() ? all.inNamespace(shop.namespace()).withName(name) : all.withName(name);
    }

    void edit(String name) {
      named(name)
          .patch(
              PatchContext.of(PatchType.JSON),
              "[{\"op\":\"add\",\"path\":\"%s\",\"value\":%s}]".formatted(path, value));
    }

    boolean hasRevision(String name) {
      return records("RouteRevision").stream()
          .anyMatch(
              revision ->
                  kind.equals(revision.get("spec", "object", "kind"))
                      && name.equals(revision.get("spec", "object", "name")));
    }

    /** What became of the changes of an object. */
    List<String> actions(String name) {
      return records("RouteChange").stream()
          .filter(change -> kind.equals(change.get("spec", "object", "kind")))
          .filter(change -> name.equals(change.get("spec", "object", "name")))
          .map(change -> change.get("spec", "operation") + " " + change.get("status", "action"))
          .toList();
    }
  }

  @BeforeAll
  static void install() {
    installation = Installation.of(2);
    shop = installation.shop();
    operator = installation.launch("operator-0", SETTINGS).awaitReady();
    shop.admin().resource(Shop.parse(RULE)).create();
    shop.admin().resource(Shop.parse(TEAM_RULE)).create();
    await("policies are ready").atMost(SOON).until(RolesIT::arePoliciesReady);
  }

  @AfterAll
  static void remove() {
    if (installation != null) {
      installation.close();
    }
  }

  private static boolean arePoliciesReady() {
    return List.of("ClusterRoutePolicy", "RoutePolicy").stream()
        .flatMap(kind -> records(kind).stream())
        .allMatch(
            policy ->
                policy.get("status", "conditions") instanceof List<?> conditions
                    && conditions.toString().contains("status=True"));
  }

  @Test
  @Order(1)
  void what_landed_while_the_operator_was_away_is_put_back_whatever_its_kind() {
    for (Kept kept : Kept.values()) {
      kept.create("kept-edited");
      kept.create("kept-deleted");
    }
    for (String service : List.of("kept-edited", "kept-deleted")) {
      shop.admin().resource(Shop.parse(ENDPOINTS.formatted(service))).create();
    }
    for (Kept kept : Kept.values()) {
      await("good states of " + kept)
          .atMost(SOON)
          .until(() -> kept.hasRevision("kept-edited") && kept.hasRevision("kept-deleted"));
    }
    operator.close();
    for (Kept kept : Kept.values()) {
      kept.edit("kept-edited");
      kept.named("kept-deleted").delete();
    }
    operator = installation.launch("operator-0", SETTINGS).awaitReady();
    for (Kept kept : Kept.values()) {
      await("rollbacks of " + kept)
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(kept.actions("kept-edited")).contains("UPDATE RolledBack");
                assertThat(kept.actions("kept-deleted")).contains("DELETE RolledBack");
              });
      assertThat(kept.named("kept-deleted").get()).as("%s made again", kept).isNotNull();
    }
  }

  @Test
  @Order(2)
  void a_report_comes_changes_and_goes() {
    shop.admin().resource(Shop.parse(EDGE)).create();
    var ingress = shop.admin().resource(Shop.parse(REPORTED.formatted("nowhere")));
    ingress.create();
    await("a report").atMost(SOON).until(() -> reported().contains("nowhere"));
    shop.admin().resource(Shop.parse(REPORTED.formatted("elsewhere"))).update();
    await("another report").atMost(SOON).until(() -> reported().contains("elsewhere"));
    shop.admin().resource(Shop.parse(REPORTED.formatted("pay"))).update();
    await("no report").atMost(SOON).until(() -> reported().isEmpty());
  }

  private static String reported() {
    return shop.reports().stream()
        .filter(report -> "reported".equals(report.get("spec", "object", "name")))
        .map(report -> String.valueOf(report.<Object>get("status", "findings")))
        .findFirst()
        .orElse("");
  }

  @Test
  @Order(3)
  void what_is_too_much_is_dropped() {
    Kept.HTTP_ROUTE.create("busy");
    for (int weight = 1; weight <= EDITS; weight++) {
      var edit = "[{\"op\":\"add\",\"path\":\"/spec/rules/0/backendRefs/0/weight\",\"value\":%d}]";
      Kept.HTTP_ROUTE
          .named("busy")
          .patch(PatchContext.of(PatchType.JSON), edit.formatted(weight + 1));
    }
    await("dropping")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(installation.requests())
                  .anyMatch(request -> isDropped(request, "routechanges"));
              assertThat(installation.requests())
                  .anyMatch(request -> isDropped(request, "routerevisions"));
            });
  }

  private static boolean isDropped(AuditEntry request, String resource) {
    return request.verb().equals("delete")
        && request.resource().equals(resource)
        && request.code() == 200;
  }

  @Test
  @Order(4)
  void the_leader_looks_for_the_record_of_the_other_replica() {
    // The webhook is not asked about kube-system, so this replica can't know who did it.
    var service =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: unasked, namespace: kube-system}
        spec: {type: LoadBalancer, ports: [{port: 80}]}
        """;
    shop.admin().resource(Shop.parse(service)).create();
    await("the record")
        .atMost(SOON)
        .until(
            () ->
                records("RouteChange").stream()
                    .anyMatch(change -> "unasked".equals(change.get("spec", "object", "name"))));
  }

  @Test
  @Order(5)
  void a_secret_that_is_of_no_use_is_written_anew() {
    var secret =
        shop.admin()
            .secrets()
            .inNamespace(Installation.NAMESPACE)
            .withName("routeguard-webhook-tls");
    secret.edit(found -> new SecretBuilder(found).addToData("tls.key", base64("no key")).build());
    await("a key")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(key(secret.require())).contains("PRIVATE KEY"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String key(Secret secret) {
    return new String(Base64.getDecoder().decode(secret.getData().get("tls.key")), UTF_8);
  }

  @Test
  @Order(6)
  void a_change_set_is_followed_to_its_end(@TempDir Path folder) throws IOException {
    var manifest =
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: planned, namespace: shop}
        spec:
          ingressClassName: edge
          defaultBackend: {service: {name: pay, port: {number: 8080}}}
        """;
    var file = Files.writeString(folder.resolve("planned.yaml"), manifest).toString();
    var kubeconfig = installation.plane().kubeconfig().toString();
    var plan =
        CommandRun.of("plan", "-n", "shop", "--kubeconfig", kubeconfig, "-f", file, "--submit");
    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();

    shop.admin().resource(Shop.parse(manifest)).serverSideApply();
    await("the set is complete")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(records("RouteChangeSet"))
                    .extracting(set -> set.get("status", "phase"))
                    .containsExactly("Complete"));
  }

  @Test
  @Order(7)
  void no_request_was_forbidden() {
    assertThat(installation.requests()).hasSizeGreaterThan(200);
    assertThat(installation.requests())
        .filteredOn(request -> request.isForbidden() || request.code() == 403)
        .isEmpty();
  }

  @Test
  @Order(8)
  void every_granted_verb_was_used() {
    var grants = Grant.to("routeguard", Installation.NAMESPACE, shop.admin());
    assertThat(grants).hasSizeGreaterThan(50);
    // An Event is said after the record, and the audit log is written after the answer.
    await("every grant is used")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var requests = installation.requests();
              assertThat(grants)
                  .as("granted, and not used by any of %d requests", requests.size())
                  .filteredOn(grant -> requests.stream().noneMatch(grant::isUsedBy))
                  .isEmpty();
            });
  }

  private static List<GenericKubernetesResource> records(String kind) {
    return shop.admin()
        .genericKubernetesResources("routeguard.dev/v1alpha1", kind)
        .inAnyNamespace()
        .list()
        .getItems();
  }
}
