package dev.routeguard.reconcile;

import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicyId;

/** Compiles a policy as the judge does, so that its status says what the judge will do. */
@FunctionalInterface
public interface PolicyCompilation {
  /** The policy, or every problem of it. */
  PolicyCompiler.Result compile(PolicyId id, RoutePolicySpec spec);
}
