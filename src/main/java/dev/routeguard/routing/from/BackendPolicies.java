package dev.routeguard.routing.from;

import dev.routeguard.estate.CertificateFacts;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which BackendTLSPolicy holds for a port of a Service (backendtlspolicy_types.go): one that names
 * the port before one that does not, the older of two alike.
 */
public final class BackendPolicies {
  /** What is wrong with a CA reference. */
  public enum CaFault {
    INVALID_KIND,
    NOT_PERMITTED,
    INVALID_REF
  }

  private final Estate estate;

  public BackendPolicies(Estate estate) {
    this.estate = estate;
  }

  /** The policy for a port, by its name. */
  public Optional<KubernetesObject> of(String namespace, String service, String portName) {
    var all = targeting(namespace, "Service", service);
    return all.stream()
        .filter(policy -> sections(policy, service).contains(portName) && !portName.isEmpty())
        .findFirst()
        .or(() -> all.stream().filter(p -> sections(p, service).contains("")).findFirst());
  }

  /** Whether an older policy has taken all that this one is about. */
  public boolean isConflicted(KubernetesObject policy) {
    var targets = Tree.maps(policy.map("spec"), "targetRefs");
    return !targets.isEmpty() && targets.stream().allMatch(target -> isTaken(policy, target));
  }

  private boolean isTaken(KubernetesObject policy, Map<String, Object> target) {
    var name = Tree.text(target, "name");
    var section = Tree.text(target, "sectionName");
    return targeting(policy.ref().namespace(), Tree.text(target, "kind"), name).stream()
        .filter(other -> sections(other, name).contains(section))
        .findFirst()
        .filter(oldest -> !oldest.ref().equals(policy.ref()))
        .isPresent();
  }

  private List<KubernetesObject> targeting(String namespace, String kind, String name) {
    return estate.found(new IndexKey.PolicyTarget(namespace, kind, name)).stream()
        .sorted(Gateways.OLDEST_FIRST)
        .toList();
  }

  private static List<String> sections(KubernetesObject policy, String name) {
    return Tree.maps(policy.map("spec"), "targetRefs").stream()
        .filter(target -> Tree.text(target, "name").equals(name))
        .map(target -> Tree.text(target, "sectionName"))
        .toList();
  }

  /** Whether none of the CA references it names is good. */
  public boolean hasNoCa(KubernetesObject policy) {
    int refs = Tree.list(policy.map("spec", "validation"), "caCertificateRefs").size();
    return refs > 0 && caFaults(policy).size() == refs;
  }

  /** The faults of its CA references, one for each that is not good; empty where they all are. */
  public List<CaFault> caFaults(KubernetesObject policy) {
    return caFaults(policy.ref(), policy.map("spec", "validation"));
  }

  /** The CA references of a validation that are good for nothing. */
  public List<CaFault> caFaults(ObjectRef from, Map<String, Object> validation) {
    var faults = new ArrayList<CaFault>();
    for (Map<String, Object> ref : Tree.maps(validation, "caCertificateRefs")) {
      caFault(from, ref).ifPresent(faults::add);
    }
    return faults;
  }

  private Optional<CaFault> caFault(ObjectRef from, Map<String, Object> ref) {
    var kind = Kind.of(Tree.text(ref, "group"), Tree.text(ref, "kind", "ConfigMap"));
    if (kind.isEmpty() || !Kind.CONFIDENTIAL.contains(kind.get())) {
      return Optional.of(CaFault.INVALID_KIND);
    }
    var namespace = Tree.text(ref, "namespace", from.namespace());
    var name = Tree.text(ref, "name");
    if (!Grants.allow(estate, from, "", kind.get().kindName(), namespace, name)) {
      return Optional.of(CaFault.NOT_PERMITTED);
    }
    if (estate.isUnknown(kind.get())) {
      return Optional.empty();
    }
    var bundle = estate.find(new ObjectRef(kind.get(), namespace, name));
    return bundle.isPresent() && CertificateFacts.problem(bundle.get()).isEmpty()
        ? Optional.empty()
        : Optional.of(CaFault.INVALID_REF);
  }
}
