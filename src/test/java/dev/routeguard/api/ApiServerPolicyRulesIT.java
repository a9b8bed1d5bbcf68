package dev.routeguard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.FailurePolicy;
import dev.routeguard.api.v1alpha1.Mode;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which policies the API server refuses, and in which words. */
@ExtendWith(ControlPlaneExtension.class)
class ApiServerPolicyRulesIT {
  private final KubernetesClient client;
  private final String namespace;

  ApiServerPolicyRulesIT(ControlPlane plane) {
    client = plane.adminClient();
    namespace = plane.newNamespace("rules");
  }

  @BeforeAll
  static void install(ControlPlane plane) {
    OwnKinds.install(plane.adminClient());
  }

  @Test
  void policy_that_says_everything_is_accepted() {
    var spec =
        """
        mode: Rollback
        severity: Critical
        title: Nothing lost
        description: Why it exists.
        remedy: How to fix it.
        docsUrl: https://example.com/lost
        match:
          kinds: [Ingress, Service]
          namespaces: [shop]
          namespaceSelector:
            matchLabels: {team: shop}
            matchExpressions:
              - {key: stage, operator: In, values: [prod]}
              - {key: experimental, operator: DoesNotExist}
          hosts: [shop.example.com, "*.example.org"]
          classes: [nginx, example.com/lb]
          operations: [UPDATE, DELETE]
          excludeActors:
            users: ["system:serviceaccount:argocd:controller"]
            groups: ["system:masters"]
        checks:
          - name: weight-to-dead-backend
            parameters: {criticalShare: 0.2, classes: [a, b], on: true}
          - name: host-is-ours
            expression: object.spec.rules.all(r, r.host.endsWith('.example.com'))
            messageExpression: "'not ours: ' + object.metadata.name"
            fieldPath: spec.rules
        failurePolicy: Fail
        """;

    var written = typed(clusterPolicy(spec), ClusterRoutePolicy.class);
    var stored = client.resource(written).create();

    assertThat(stored.getSpec().checks.get(0).parameters)
        .containsEntry("criticalShare", 0.2)
        .containsEntry("on", true);
    assertThat(stored.getSpec()).usingRecursiveComparison().isEqualTo(written.getSpec());
  }

  @Test
  void policy_only_audits_and_ignores_its_own_errors_unless_it_says_more() {
    var stored = typed(create(policy("checks: [{name: route-lost}]")), RoutePolicy.class);

    assertThat(stored.getSpec().mode).isEqualTo(Mode.AUDIT);
    assertThat(stored.getSpec().failurePolicy).isEqualTo(FailurePolicy.IGNORE);
    assertThat(stored.getSpec().severity).isNull();
  }

  static Stream<Arguments> refusedPolicies() {
    return Stream.of(
        Arguments.of("title: Nothing checked", "must have at least one check"),
        Arguments.of("checks: []", "must have at least one check"),
        Arguments.of("requires: {}", "`requires` must require something"),
        Arguments.of(
            "{mode: Enforce, checks: [{name: a}]}",
            "spec.mode: Unsupported value: \"Enforce\": supported values: \"Audit\", \"Deny\","
                + " \"Rollback\", \"Warn\""),
        Arguments.of(
            "{severity: Fatal, checks: [{name: a}]}",
            "spec.severity: Unsupported value: \"Fatal\""),
        Arguments.of(
            "{docsUrl: 'javascript:alert(1)', checks: [{name: a}]}",
            "spec.docsUrl in body should match '^https?://.+$'"),
        Arguments.of("checks: [{name: Route_Lost}]", "spec.checks[0].name in body should match"),
        Arguments.of("checks: [{name: a}, {name: a}]", "spec.checks[1]: Duplicate value"),
        Arguments.of(
            "checks: [{name: a, expression: 'true'}]",
            "a check with `expression` must have exactly one of `message` and `messageExpression`"),
        Arguments.of(
            "checks: [{name: a, expression: 'true', message: m, messageExpression: \"'m'\"}]",
            "a check with `expression` must have exactly one of `message` and `messageExpression`"),
        Arguments.of(
            "checks: [{name: a, expression: 'true', message: m, parameters: {x: 1}}]",
            "`parameters` are for built-in checks"),
        Arguments.of(
            "checks: [{name: route-lost, message: m}]",
            "`message`, `messageExpression` and `fieldPath` are for expressions"),
        Arguments.of(
            "{match: {kinds: [Pod]}, checks: [{name: a}]}",
            "spec.match.kinds[0]: Unsupported value: \"Pod\""),
        Arguments.of(
            "{match: {kinds: [Ingress, Ingress]}, checks: [{name: a}]}",
            "spec.match.kinds[1]: Duplicate value: \"Ingress\""),
        Arguments.of(
            "{match: {hosts: ['shop.*.com']}, checks: [{name: a}]}",
            "spec.match.hosts[0] in body should match"),
        Arguments.of(
            "{match: {operations: [CONNECT]}, checks: [{name: a}]}",
            "spec.match.operations[0]: Unsupported value: \"CONNECT\""));
  }

  @ParameterizedTest
  @MethodSource("refusedPolicies")
  void policy_is_refused(String spec, String message) {
    assertRefused(policy(spec), message);
  }

  static Stream<Arguments> refusedInOneNamespace() {
    return Stream.of(
        Arguments.of(
            "namespaces: [other]", "leave `namespaces` out, or write a ClusterRoutePolicy"),
        Arguments.of(
            "namespaceSelector: {matchLabels: {a: b}}",
            "leave `namespaceSelector` out, or write a ClusterRoutePolicy"),
        Arguments.of(
            "kinds: [Ingress, IngressClass]",
            "IngressClass and GatewayClass are in none, write a ClusterRoutePolicy"));
  }

  @ParameterizedTest
  @MethodSource("refusedInOneNamespace")
  void policy_of_one_namespace_does_not_reach_out_of_it(String match, String message) {
    var spec = "{match: {%s}, checks: [{name: a}]}".formatted(match);

    assertRefused(policy(spec), "a RoutePolicy governs its own namespace only");
    assertRefused(policy(spec), message);
    assertThat(create(clusterPolicy(spec)).getMetadata().getUid()).isNotEmpty();
  }

  static Stream<Arguments> refusedRequirements() {
    return Stream.of(
        Arguments.of("{key: a, operator: In}"),
        Arguments.of("{key: a, operator: NotIn, values: []}"),
        Arguments.of("{key: a, operator: Exists, values: [b]}"));
  }

  @ParameterizedTest
  @MethodSource("refusedRequirements")
  void selector_has_values_exactly_where_it_compares_with_them(String requirement) {
    var match = "match: {namespaceSelector: {matchExpressions: [%s]}}".formatted(requirement);

    assertRefused(
        clusterPolicy("{" + match + ", checks: [{name: a}]}"),
        "`values` must be set with the operators In and NotIn, and with no other");
  }

  @Test
  void too_long_expression_is_refused() {
    var spec = "checks: [{name: a, message: m, expression: \"%s\"}]".formatted("x".repeat(4097));

    assertRefused(policy(spec), "spec.checks[0].expression: Too long: may not be more than 4096");
  }

  private void assertRefused(GenericKubernetesResource policy, String message) {
    assertThatThrownBy(() -> create(policy))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(message);
  }

  private GenericKubernetesResource create(GenericKubernetesResource policy) {
    return client.resource(policy).create();
  }

  private <T> T typed(GenericKubernetesResource policy, Class<T> type) {
    return client.getKubernetesSerialization().convertValue(policy, type);
  }

  private GenericKubernetesResource policy(String spec) {
    return manifest("RoutePolicy", "{namespace: %s, generateName: p-}".formatted(namespace), spec);
  }

  private GenericKubernetesResource clusterPolicy(String spec) {
    return manifest("ClusterRoutePolicy", "{generateName: %s-}".formatted(namespace), spec);
  }

  /** Untyped, because what the server must refuse does not fit into the classes. */
  private GenericKubernetesResource manifest(String kind, String metadata, String spec) {
    var text =
        """
        apiVersion: routeguard.dev/v1alpha1
        kind: %s
        metadata: %s
        spec:
        %s
        """;
    return client
        .getKubernetesSerialization()
        .unmarshal(text.formatted(kind, metadata, spec.indent(2)), GenericKubernetesResource.class);
  }
}
