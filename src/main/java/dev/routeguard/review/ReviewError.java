package dev.routeguard.review;

import dev.routeguard.policy.FailurePolicy;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyId;
import java.util.Objects;

/**
 * A check or expression of a policy that could not be evaluated: a result of its own, never an
 * admission.
 *
 * @param check name of the check or expression
 * @param why in one line
 * @param verdict what the policy's {@code failurePolicy} makes of it
 */
public record ReviewError(
    PolicyId policy,
    Mode mode,
    FailurePolicy failurePolicy,
    String check,
    String why,
    Verdict verdict) {
  public ReviewError {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(failurePolicy, "failurePolicy");
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(verdict, "verdict");
  }
}
