package dev.routeguard.review;

import dev.routeguard.check.Finding;
import dev.routeguard.check.Novelty;
import dev.routeguard.check.Severity;
import dev.routeguard.estate.Origin;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.FailurePolicy;
import dev.routeguard.policy.Mode;

/**
 * From finding to verdict. What a change adds at Critical or High is denied in Deny mode, Medium
 * warns, Low is only reported; what is old or a fact leads to nothing.
 */
record Consequence(CompiledPolicy policy, Origin origin, boolean factsOnly) {

  Verdict of(Finding finding, Novelty novelty) {
    if (novelty != Novelty.ADDED || !finding.severity().isAtLeast(Severity.MEDIUM)) {
      return Verdict.ADMIT;
    }
    var grave = finding.severity().isAtLeast(Severity.HIGH);
    return switch (policy.mode()) {
      case AUDIT -> Verdict.ADMIT;
      case WARN -> Verdict.WARN;
      case DENY -> grave ? Verdict.DENY : Verdict.WARN;
      case ROLLBACK -> grave ? denyOrPutBack() : Verdict.WARN;
    };
  }

  private Verdict denyOrPutBack() {
    return origin == Origin.WATCH ? Verdict.ROLL_BACK : Verdict.DENY;
  }

  /**
   * An error is no proof that a change is bad: it can deny, but nothing is put back for it, and a
   * fact that already happened is not denied for it.
   */
  Verdict ofError() {
    if (policy.mode() == Mode.AUDIT) {
      return Verdict.ADMIT;
    }
    var fails = policy.failurePolicy() == FailurePolicy.FAIL && policy.mode() != Mode.WARN;
    return fails && !factsOnly ? Verdict.DENY : Verdict.WARN;
  }
}
