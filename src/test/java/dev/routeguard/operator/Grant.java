package dev.routeguard.operator;

import dev.routeguard.controlplane.AuditEntry;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verb on one resource that RBAC gives: a rule of a Role or ClusterRole, multiplied out.
 *
 * @param role the role it comes from
 * @param namespace where it holds; empty for everywhere
 * @param group the API group, empty for the core group
 * @param resource the plural resource, with the subresource behind a slash
 * @param name the one object it holds for; empty for all
 * @param verb the API verb
 */
record Grant(
    String role, String namespace, String group, String resource, String name, String verb) {
  private static final int NOT_FOUND = 404;

  /**
   * What the API server has bound to a ServiceAccount by name; what every user has is not in it.
   */
  static List<Grant> to(String serviceAccount, String namespace, KubernetesClient admin) {
    var subject = List.of("ServiceAccount", namespace, serviceAccount);
    var everywhere =
        admin.rbac().clusterRoleBindings().list().getItems().stream()
            .filter(binding -> isFor(subject, binding.getSubjects()))
            .flatMap(binding -> of(binding.getRoleRef(), "", admin));
    var inside =
        admin.rbac().roleBindings().inAnyNamespace().list().getItems().stream()
            .filter(binding -> isFor(subject, binding.getSubjects()))
            .flatMap(
                binding -> of(binding.getRoleRef(), binding.getMetadata().getNamespace(), admin));
    return Stream.concat(everywhere, inside).toList();
  }

  private static boolean isFor(List<String> wanted, List<Subject> subjects) {
    return subjects.stream()
        .anyMatch(
            one ->
                wanted.equals(
                    Stream.of(one.getKind(), one.getNamespace(), one.getName()).toList()));
  }

  private static Stream<Grant> of(RoleRef role, String namespace, KubernetesClient admin) {
    var rules =
        role.getKind().equals("ClusterRole")
            ? admin.rbac().clusterRoles().withName(role.getName()).require().getRules()
            : admin
                .rbac()
                .roles()
                .inNamespace(namespace)
                .withName(role.getName())
                .require()
                .getRules();
    return rules.stream().flatMap(rule -> of(role.getName(), namespace, rule));
  }

  private static Stream<Grant> of(String role, String namespace, PolicyRule rule) {
    if (!rule.getNonResourceURLs().isEmpty()) {
      throw new IllegalArgumentException("%s grants paths: %s".formatted(role, rule));
    }
    var names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            names.stream()
                                .flatMap(
                                    name ->
                                        rule.getVerbs().stream()
                                            .map(
                                                verb ->
                                                    new Grant(
                                                        role, namespace, group, resource, name,
                                                        verb)))));
  }

  /** Whether a request took this right and was served; to look for what is not there is a use. */
  boolean isUsedBy(AuditEntry request) {
    return request.verb().equals(verb)
        && request.group().equals(group)
        && resourceOf(request).equals(resource)
        && (namespace.isEmpty() || request.namespace().equals(namespace))
        && (name.isEmpty() || request.name().equals(name))
        && isServed(request);
  }

  private static String resourceOf(AuditEntry request) {
    return request.subresource().isEmpty()
        ? request.resource()
        : request.resource() + "/" + request.subresource();
  }

  private static boolean isServed(AuditEntry request) {
    // A watch over a WebSocket is answered with 101.
    return request.code() >= 100 && request.code() < 300
        || request.verb().equals("get") && request.code() == NOT_FOUND;
  }

  @Override
  public String toString() {
    var what = group.isEmpty() ? resource : resource + "." + group;
    return "%s: %s %s%s".formatted(role, verb, what, name.isEmpty() ? "" : " " + name);
  }
}
