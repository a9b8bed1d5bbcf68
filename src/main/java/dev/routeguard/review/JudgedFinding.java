package dev.routeguard.review;

import dev.routeguard.check.Finding;
import dev.routeguard.check.Novelty;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyId;
import java.util.Objects;

/**
 * A finding, the policy that asked for it, and what that policy makes of it.
 *
 * @param finding with the policy's severity where that sets one
 * @param mode how strict the policy is here and now
 * @param exemption reason and expiry of the exception that it falls under; empty where none does
 * @param docs where the policy says to read more; empty where it does not
 */
public record JudgedFinding(
    Finding finding,
    Novelty novelty,
    PolicyId policy,
    Mode mode,
    Verdict verdict,
    String exemption,
    String docs) {
  public JudgedFinding {
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(novelty, "novelty");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(exemption, "exemption");
    Objects.requireNonNull(docs, "docs");
  }

  /** Whether the changes bring it. */
  public boolean isAdded() {
    return novelty == Novelty.ADDED;
  }
}
