package dev.routeguard.routing.conditions;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.BackendPolicies;
import dev.routeguard.routing.from.BackendPolicies.CaFault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The conditions of the BackendTLSPolicies whose Services the routes of a Gateway name, with the
 * Gateway as their ancestor (backendtlspolicy_types.go, PolicyConditionType).
 */
final class PolicyConditions {
  private final Estate estate;
  private final ObjectRef gateway;
  private final BackendPolicies policies;

  PolicyConditions(Estate estate, ObjectRef gateway) {
    this.estate = estate;
    this.gateway = gateway;
    this.policies = new BackendPolicies(estate);
  }

  List<Condition> of(Set<KubernetesObject> routes) {
    var named = new LinkedHashSet<KubernetesObject>();
    routes.forEach(route -> services(route).forEach(key -> named.addAll(estate.found(key))));
    var found = new ArrayList<Condition>();
    named.forEach(policy -> found.addAll(of(policy)));
    return found;
  }

  private static Set<IndexKey> services(KubernetesObject route) {
    var keys = new LinkedHashSet<IndexKey>();
    for (Map<String, Object> rule : Tree.maps(route.map("spec"), "rules")) {
      for (Map<String, Object> ref : Tree.maps(rule, "backendRefs")) {
        var namespace = Tree.text(ref, "namespace", route.ref().namespace());
        keys.add(new IndexKey.PolicyTarget(namespace, "Service", Tree.text(ref, "name")));
      }
    }
    return keys;
  }

  private List<Condition> of(KubernetesObject policy) {
    if (policies.isConflicted(policy)) {
      return List.of(bad(policy, Condition.ACCEPTED, "Conflicted"));
    }
    var faults = policies.caFaults(policy);
    var accepted =
        policies.hasNoCa(policy)
            ? bad(policy, Condition.ACCEPTED, "NoValidCACertificate")
            : Condition.good(policy.ref(), gateway, "", Condition.ACCEPTED);
    return List.of(accepted, resolvedRefs(policy, faults));
  }

  private Condition resolvedRefs(KubernetesObject policy, List<CaFault> faults) {
    if (faults.isEmpty()) {
      return Condition.good(policy.ref(), gateway, "", Condition.RESOLVED_REFS);
    }
    var reason = faults.contains(CaFault.INVALID_KIND) ? "InvalidKind" : "InvalidCACertificateRef";
    return bad(policy, Condition.RESOLVED_REFS, reason);
  }

  private Condition bad(KubernetesObject policy, String type, String reason) {
    return Condition.bad(policy.ref(), gateway, "", type, reason);
  }
}
