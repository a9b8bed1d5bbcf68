package dev.routeguard.policy;

import dev.cel.common.values.NullValue;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.policy.PolicyParams.FromConfigMap;
import dev.routeguard.routing.RouteTables;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All policies at one moment. Immutable: whoever holds one judges by one state of the policies, and
 * a new one takes its place as a whole.
 */
public final class PolicyBook {
  /** Marks a ConfigMap as parameters of policies; others are not read. */
  public static final String PARAMS_LABEL = "routeguard.dev/params";

  private static final PolicyBook EMPTY = new PolicyBook(Map.of(), Map.of());

  private final Map<String, CompiledPolicy> policies;
  private final Map<FromConfigMap, Map<String, Object>> parameters;
  private final List<CompiledPolicy> inOrder;

  private PolicyBook(
      Map<String, CompiledPolicy> policies, Map<FromConfigMap, Map<String, Object>> parameters) {
    this.policies = policies;
    this.parameters = Map.copyOf(parameters);
    this.inOrder =
        policies.values().stream().sorted(Comparator.comparing(CompiledPolicy::id)).toList();
  }

  public static PolicyBook empty() {
    return EMPTY;
  }

  public static PolicyBook of(Collection<CompiledPolicy> policies) {
    var byName = new TreeMap<String, CompiledPolicy>();
    policies.forEach(policy -> byName.put(policy.id().toString(), policy));
    return new PolicyBook(byName, Map.of());
  }

  /** With the policy added, or put in the place of an earlier generation of it. */
  public PolicyBook with(CompiledPolicy policy) {
    var next = new TreeMap<>(policies);
    next.put(policy.id().toString(), policy);
    return new PolicyBook(next, parameters);
  }

  /** Without the policy of this kind, namespace and name, whatever its generation. */
  public PolicyBook without(PolicyId id) {
    var next = new TreeMap<>(policies);
    next.remove(id.toString());
    return new PolicyBook(next, parameters);
  }

  /** With a ConfigMap that policies may take their parameters from, as a whole. */
  public PolicyBook with(FromConfigMap source, Map<String, Object> document) {
    var next = new HashMap<>(parameters);
    next.put(source, Map.copyOf(document));
    return new PolicyBook(policies, next);
  }

  /** Without such a ConfigMap. */
  public PolicyBook without(FromConfigMap source) {
    var next = new HashMap<>(parameters);
    next.remove(source);
    return new PolicyBook(policies, next);
  }

  /**
   * What {@code params} stands for in the expressions of a policy. Where its ConfigMap is not
   * there, reading it fails: an expression must not pass for want of what it compares with.
   */
  public Supplier<Object> params(CompiledPolicy policy) {
    var params = policy.context().params();
    if (params instanceof PolicyParams.Inline inline) {
      return inline::values;
    }
    return params instanceof FromConfigMap source
        ? () -> parameters(source)
        : () -> NullValue.NULL_VALUE;
  }

  private Object parameters(FromConfigMap source) {
    var document = parameters.get(source);
    if (document == null) {
      throw new Bindings.ValueMissingException(
          "the ConfigMap %s that holds the parameters is not there, or has no label %s"
              .formatted(source, PARAMS_LABEL));
    }
    return document;
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
