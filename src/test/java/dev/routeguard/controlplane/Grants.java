package dev.routeguard.controlplane;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * RBAC for ordinary people. Own roles, because the built-in {@code edit} and {@code view} are
 * filled by a controller that does not run here.
 */
final class Grants {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final List<String> EDIT =
      List.of("get", "list", "watch", "create", "update", "patch", "delete");

  private final KubernetesClient admin;

  Grants(KubernetesClient admin) {
    this.admin = admin;
  }

  static List<PolicyRule> editRoutes() {
    return List.of(
        rule("", "services", "configmaps"),
        rule("discovery.k8s.io", "endpointslices"),
        rule("networking.k8s.io", "ingresses"),
        rule(
            "gateway.networking.k8s.io",
            "gateways",
            "listenersets",
            "httproutes",
            "grpcroutes",
            "tlsroutes",
            "tcproutes",
            "udproutes",
            "backendtlspolicies",
            "referencegrants"));
  }

  private static PolicyRule rule(String group, String... resources) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(EDIT)
        .build();
  }

  void inNamespace(String user, String namespace, List<PolicyRule> rules) {
    var name = newName(user);
    admin
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withRules(rules)
                .build())
        .create();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(RBAC, "Role", name)
                .addNewSubject(RBAC, "User", user, null)
                .build())
        .create();
    awaitEffect(user, namespace, rules.get(rules.size() - 1));
  }

  void everywhere(String user, List<PolicyRule> rules) {
    var name = newName(user);
    admin
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build())
        .create();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef(RBAC, "ClusterRole", name)
                .addNewSubject(RBAC, "User", user, null)
                .build())
        .create();
    awaitEffect(user, "", rules.get(rules.size() - 1));
  }

  private static String newName(String user) {
    return "test-" + user + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The authorizer reads roles through a watch, a moment after they were written. */
  private void awaitEffect(String user, String namespace, PolicyRule rule) {
    var attributes =
        new ResourceAttributesBuilder()
            .withNamespace(namespace)
            .withGroup(rule.getApiGroups().get(0))
            .withResource(rule.getResources().get(0))
            .withName(rule.getResourceNames().stream().findFirst().orElse(null))
            .withVerb(rule.getVerbs().get(0))
            .build();
    var question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    Awaitility.await("RBAC of " + user)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                admin
                    .authorization()
                    .v1()
                    .subjectAccessReview()
                    .create(question)
                    .getStatus()
                    .getAllowed());
  }
}
