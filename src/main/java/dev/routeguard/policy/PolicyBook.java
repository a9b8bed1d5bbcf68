package dev.routeguard.policy;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.routing.RouteTables;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All policies at one moment. Immutable: whoever holds one judges by one state of the policies, and
 * a new one takes its place as a whole.
 */
public final class PolicyBook {
  private static final PolicyBook EMPTY = new PolicyBook(Map.of());

  private final Map<String, CompiledPolicy> policies;
  private final List<CompiledPolicy> inOrder;

  private PolicyBook(Map<String, CompiledPolicy> policies) {
    this.policies = policies;
    this.inOrder =
        policies.values().stream().sorted(Comparator.comparing(CompiledPolicy::id)).toList();
  }

  public static PolicyBook empty() {
    return EMPTY;
  }

  public static PolicyBook of(Collection<CompiledPolicy> policies) {
    var byName = new TreeMap<String, CompiledPolicy>();
    policies.forEach(policy -> byName.put(policy.id().toString(), policy));
    return new PolicyBook(byName);
  }

  /** With the policy added, or put in the place of an earlier generation of it. */
  public PolicyBook with(CompiledPolicy policy) {
    var next = new TreeMap<>(policies);
    next.put(policy.id().toString(), policy);
    return new PolicyBook(next);
  }

  /** Without the policy of this kind, namespace and name, whatever its generation. */
  public PolicyBook without(PolicyId id) {
    var next = new TreeMap<>(policies);
    next.remove(id.toString());
    return new PolicyBook(next);
  }

  /** All of them, cluster-wide ones first, then by namespace and name. */
  public List<CompiledPolicy> policies() {
    return inOrder;
  }

  public boolean isEmpty() {
    return policies.isEmpty();
  }

  /** The policies that may have to say something about the change, in order. */
  public List<CompiledPolicy> concerning(Change change) {
    return inOrder.stream().filter(policy -> policy.concerns(change)).toList();
  }

  /**
   * The policies that govern the changed object itself. A policy may concern a change without: the
   * deletion of a Service breaks an Ingress that it governs.
   */
  public List<CompiledPolicy> matching(Change change, Estate estate) {
    var tables = RouteTables.of(estate.with(change.subject()));
    return concerning(change).stream()
        .filter(policy -> policy.governs(change.subject(), tables))
        .toList();
  }
}
