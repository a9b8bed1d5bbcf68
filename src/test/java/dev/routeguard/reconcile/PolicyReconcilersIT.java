package dev.routeguard.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.routeguard.api.OwnKinds;
import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.PolicyCheck;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.api.v1alpha1.RoutePolicyStatus;
import dev.routeguard.check.Catalogue;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import dev.routeguard.policy.ExpressionCompiler;
import dev.routeguard.policy.ExpressionLimits;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicySource;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reconcilers in the real framework, as a person who may do just what they need. */
@ExtendWith(ControlPlaneExtension.class)
class PolicyReconcilersIT {
  private static final String OPERATOR = "bob";
  private static final List<String> KINDS = List.of("routepolicies", "clusterroutepolicies");

  private final KubernetesClient admin;
  private final ControlPlane plane;
  private final String namespace;
  private Operator operator;

  PolicyReconcilersIT(ControlPlane plane) {
    admin = plane.adminClient();
    this.plane = plane;
    namespace = plane.newNamespace("reconcile");
  }

  @BeforeAll
  static void install(ControlPlane plane) {
    OwnKinds.install(plane.adminClient());
    plane.grantEverywhere(
        OPERATOR,
        List.of(
            new PolicyRuleBuilder()
                .withApiGroups("routeguard.dev")
                .withResources(KINDS)
                .withVerbs("list", "watch")
                .build(),
            new PolicyRuleBuilder()
                .withApiGroups("routeguard.dev")
                .withResources(KINDS.stream().map(kind -> kind + "/status").toList())
                .withVerbs("patch")
                .build()));
  }

  @BeforeEach
  void start() {
    var client = ControlPlane.clientWith(plane.kubeconfigOf(OPERATOR));
    var compiler =
        new PolicyCompiler(
            Catalogue.builtIn(), new ExpressionCompiler(ExpressionLimits.standard()));
    var statuses =
        new PolicyStatuses(
            (id, spec) -> compiler.compile(PolicySource.read(id, spec)), Clock.systemUTC());
    operator =
        new Operator(
            overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(true));
    operator.register(new RoutePolicyReconciler(statuses));
    operator.register(new ClusterRoutePolicyReconciler(statuses));
    operator.start();
  }

  @AfterEach
  void stop() {
    operator.stop();
  }

  @Test
  void good_policy_becomes_ready() {
    var policy = admin.resource(policy(builtIn("route-lost"))).create();

    await().untilAsserted(() -> assertThat(statusOf(policy).compiledChecks).isEqualTo(1));
    assertThat(statusOf(policy).observedGeneration).isEqualTo(1);
    assertThat(readyOf(policy))
        .returns("True", Condition::getStatus)
        .returns("Compiled", Condition::getReason)
        .returns("1 check in force", Condition::getMessage);
  }

  @Test
  void good_cluster_policy_becomes_ready() {
    var policy = new ClusterRoutePolicy();
    policy.setMetadata(new ObjectMetaBuilder().withName(namespace).build());
    policy.setSpec(policy(builtIn("route-lost"), builtIn("tls-removed")).getSpec());
    var created = admin.resource(policy).create();

    await().untilAsserted(() -> assertThat(readyOf(created).getStatus()).isEqualTo("True"));
    assertThat(statusOf(created).compiledChecks).isEqualTo(2);
  }

  @Test
  void broken_expression_is_told_with_field_line_and_caret() {
    var policy = admin.resource(policy(expression("object.spec."))).create();

    await().untilAsserted(() -> assertThat(readyOf(policy).getStatus()).isEqualTo("False"));
    assertThat(readyOf(policy).getReason()).isEqualTo("CompileFailed");
    assertThat(readyOf(policy).getMessage())
        .startsWith("spec.checks[0].expression: ")
        .contains("1:13")
        .contains("| object.spec.")
        .contains("^");
  }

  @Test
  void repaired_policy_becomes_ready_for_its_new_generation() {
    var policy = admin.resource(policy(builtIn("route-lots"))).create();
    await().untilAsserted(() -> assertThat(readyOf(policy).getStatus()).isEqualTo("False"));

    admin
        .resource(current(policy))
        .edit(
            broken -> {
              broken.getSpec().checks = List.of(builtIn("route-lost"));
              return broken;
            });

    await().untilAsserted(() -> assertThat(readyOf(policy).getStatus()).isEqualTo("True"));
    assertThat(statusOf(policy).observedGeneration).isEqualTo(2);
  }

  @Test
  void status_is_all_that_the_operator_owns() {
    var policy = admin.resource(policy(builtIn("route-lost"))).create();
    await().untilAsserted(() -> assertThat(readyOf(policy).getStatus()).isEqualTo("True"));

    assertThat(current(policy).getMetadata().getManagedFields())
        .filteredOn(fields -> fields.getManager().equals("routeguard-controller"))
        .singleElement()
        .returns("status", fields -> fields.getSubresource())
        .extracting(fields -> fields.getFieldsV1().getAdditionalProperties().keySet())
        .asString()
        .isEqualTo("[f:status]");
  }

  @Test
  void restart_writes_nothing_new() {
    var first = admin.resource(policy(builtIn("route-lost"))).create();
    await().untilAsserted(() -> assertThat(readyOf(first).getStatus()).isEqualTo("True"));
    var version = current(first).getMetadata().getResourceVersion();

    operator.stop();
    start();
    // Whatever was there at the start is seen before what comes later.
    var later = admin.resource(policy(builtIn("tls-removed"))).create();
    await().untilAsserted(() -> assertThat(readyOf(later).getStatus()).isEqualTo("True"));

    assertThat(current(first).getMetadata().getResourceVersion()).isEqualTo(version);
  }

  private RoutePolicy policy(PolicyCheck... checks) {
    var policy = new RoutePolicy();
    policy.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withGenerateName("p-").build());
    policy.setSpec(new RoutePolicySpec());
    policy.getSpec().checks = List.of(checks);
    return policy;
  }

  private static PolicyCheck builtIn(String name) {
    var check = new PolicyCheck();
    check.name = name;
    return check;
  }

  private static PolicyCheck expression(String expression) {
    var check = builtIn("own");
    check.expression = expression;
    check.message = "not so";
    return check;
  }

  private <T extends HasMetadata> T current(T object) {
    return admin.resource(object).get();
  }

  private RoutePolicyStatus statusOf(CustomResource<RoutePolicySpec, RoutePolicyStatus> policy) {
    var status = current(policy).getStatus();
    return status == null ? new RoutePolicyStatus() : status;
  }

  private Condition readyOf(CustomResource<RoutePolicySpec, RoutePolicyStatus> policy) {
    var conditions = statusOf(policy).conditions;
    return conditions == null ? new Condition() : conditions.get(0);
  }
}
