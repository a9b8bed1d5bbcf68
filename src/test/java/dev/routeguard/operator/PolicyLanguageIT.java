package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies of one's own, as their authors meet them: written, refused, fed, excepted. */
class PolicyLanguageIT {
  private static Installation installation;
  private static Shop shop;

  @BeforeAll
  static void install() {
    installation = Installation.of(1, "configMaps.read=true");
    shop = installation.shop();
    installation.launch("operator-0", Map.of("ROUTEGUARD_CONFIG_MAPS_READ", "true")).awaitReady();
    await("the API server asks the operator about policies")
        .until(
            () ->
                !denial(() -> shop.write(policy("probe", "expression: object.spec.?"))).isEmpty());
  }

  @AfterAll
  static void remove() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void a_policy_that_does_not_compile_is_refused_with_line_and_caret() {
    var denial =
        denial(
            () ->
                shop.write(policy("typo", "expression: object.spec.rules.all(r, r.host == hots)")));

    assertThat(denial)
        .contains("ClusterRoutePolicy is forbidden: routeguard: spec.validations[0].expression")
        .contains("undeclared reference to 'hots'")
        .contains("\n | object.spec.rules.all(r, r.host == hots)\n")
        .contains("^");
    assertThat(denial(() -> shop.policy("unknown", "Deny", "route-lots")))
        .contains("no check is called \"route-lots\"; did you mean route-lost?");
  }

  @Test
  void parameters_follow_their_config_map_without_a_restart() {
    shop.write(
        """
        apiVersion: routeguard.dev/v1alpha1
        kind: ClusterRoutePolicy
        metadata: {name: few-hosts}
        spec:
          mode: Deny
          failurePolicy: Fail
          match: {objectSelector: {matchLabels: {case: params}}}
          params: {configMap: {namespace: shop, name: limits}}
          validations:
          - expression: size(object.spec.rules) <= int(params.data.mostHosts)
            messageExpression: "'at most ' + params.data.mostHosts + ' hosts'"
        """);
    var two = ingress("params", "params", "a.example.com", "b.example.com");

    await("without parameters nothing passes").until(() -> dryRun(two).contains("few-hosts"));
    limit("1");
    await("one host is the limit").until(() -> dryRun(two).contains("at most 1 hosts"));
    limit("2");
    await("two are").until(() -> dryRun(two).isEmpty());
    shop.admin().configMaps().inNamespace("shop").withName("limits").delete();
    await("and none is again").until(() -> dryRun(two).contains("few-hosts"));
  }

  @Test
  void an_exception_ends_by_itself_and_each_use_is_recorded() {
    var until = Instant.now().plusSeconds(8);
    shop.write(
        """
        apiVersion: routeguard.dev/v1alpha1
        kind: ClusterRoutePolicy
        metadata: {name: own-hosts}
        spec:
          mode: Deny
          match: {objectSelector: {matchLabels: {case: exception}}}
          validations:
          - expression: object.spec.rules.all(r, r.host.endsWith('.example.com'))
            message: not a host of ours
          exceptions:
          - {kind: Ingress, namespace: shop, name: moving, mode: Warn, reason: it moves, expiresAt: "%s"}
        """
            .formatted(until));
    var moving = ingress("moving", "exception", "moving.example.org");
    await("the policy is in force")
        .until(
            () ->
                dryRun(ingress("staying", "exception", "staying.example.org"))
                    .contains("not a host of ours"));

    shop.alice().resource(Shop.parse(moving)).create();
    await("the use is recorded with its reason")
        .untilAsserted(
            () ->
                assertThat(shop.changesOf("moving"))
                    .anySatisfy(
                        change ->
                            assertThat(change.<Object>get("spec").toString())
                                .contains("it moves")));
    shop.alice().resource(Shop.parse(ingress("moving", "exception", "ours.example.com"))).update();
    await("it has ended").until(() -> dryRun(moving).contains("not a host of ours"));
    assertThat(Instant.now()).isAfterOrEqualTo(until);
  }

  private static void limit(String hosts) {
    shop.admin()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("limits")
                .withNamespace("shop")
                .addToLabels("routeguard.dev/params", "")
                .endMetadata()
                .addToData("mostHosts", hosts)
                .build())
        .serverSideApply();
  }

  private static String policy(String name, String validation) {
    return """
        apiVersion: routeguard.dev/v1alpha1
        kind: ClusterRoutePolicy
        metadata: {name: %s}
        spec:
          validations:
          - %s
        """
        .formatted(name, validation);
  }

  private static String ingress(String name, String label, String... hosts) {
    var rules = new StringBuilder();
    for (String host : hosts) {
      rules.append("  - host: ").append(host).append('\n');
    }
    return """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s, namespace: shop, labels: {case: %s}}
        spec:
          ingressClassName: nginx
          rules:
        %s"""
        .formatted(name, label, rules);
  }

  private static String dryRun(String manifest) {
    var object = (GenericKubernetesResource) Shop.parse(manifest);
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("author")
            .withForce(true)
            .withDryRun(List.of("All"))
            .build();
    return denial(() -> shop.alice().resource(object).patch(context));
  }

  private static String denial(Runnable attempt) {
    try {
      attempt.run();
      return "";
    } catch (KubernetesClientException e) {
      return e.getMessage();
    }
  }
}
