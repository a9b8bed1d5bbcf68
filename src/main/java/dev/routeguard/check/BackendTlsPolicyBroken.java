package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.from.BackendPolicies;
import java.util.List;
import java.util.Optional;

/**
 * T10. The younger of two policies on one target is ignored, and with a CA that is not there every
 * request to the backend fails; backendtlspolicy_types.go, "Conflict Resolution" and ResolvedRefs.
 * CA bundles that nobody may read are not judged.
 */
public final class BackendTlsPolicyBroken implements StateCheck {
  static final String NAME = "backend-tls-policy-broken";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T10",
          NAME,
          "BackendTLSPolicy conflicts or has no CA",
          Severity.HIGH,
          "Two BackendTLSPolicies are about one port of a routed Service, or one names a CA that"
              + " does not resolve.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.BACKEND_TLS_POLICY)
        .flatMap(policy -> found(scope, policy).stream())
        .toList();
  }

  private static Optional<Found> found(Scope scope, KubernetesObject policy) {
    var target = routedTarget(scope.estate(), policy);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    var policies = new BackendPolicies(scope.estate());
    if (policies.isConflicted(policy)) {
      return Optional.of(conflict(scope, policy, target.get()));
    }
    var faults = policies.caFaults(policy);
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(ca(scope, policy, target.get(), faults.size(), policies.hasNoCa(policy)));
  }

  private static Optional<ObjectRef> routedTarget(Estate estate, KubernetesObject policy) {
    return Tree.maps(policy.map("spec"), "targetRefs").stream()
        .filter(target -> Tree.text(target, "kind").equals("Service"))
        .map(
            target ->
                new ObjectRef(Kind.SERVICE, policy.ref().namespace(), Tree.text(target, "name")))
        .filter(service -> ServiceEndpoints.isRouted(estate, service))
        .findFirst();
  }

  private static Found conflict(Scope scope, KubernetesObject policy, ObjectRef service) {
    return ServiceEndpoints.shown(
        Found.at(
            DESCRIPTION,
            policy.ref(),
            "conflict",
            "spec.targetRefs",
            "%s is ignored: an older policy is about the same port of %s"
                .formatted(policy.ref(), service),
            "Keep one policy for each port of a Service."),
        scope.tables(),
        service);
  }

  private static Found ca(
      Scope scope, KubernetesObject policy, ObjectRef service, int faults, boolean hasNone) {
    return ServiceEndpoints.shown(
        Found.at(
            DESCRIPTION,
            policy.ref(),
            "CA",
            "spec.validation.caCertificateRefs",
            "%s of %s does not resolve to a CA bundle with ca.crt%s"
                .formatted(
                    InWords.count(faults, "CA reference"),
                    policy.ref(),
                    hasNone ? ", so requests to %s fail".formatted(service) : ""),
            "Create the ConfigMap with the CA certificate under ca.crt first."),
        scope.tables(),
        service);
  }
}
