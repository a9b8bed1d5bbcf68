package dev.routeguard.policy;

/** What an error of a policy's own check or expression means for the verdict. */
public enum FailurePolicy {
  /** A warning, in every mode but Audit. */
  IGNORE("Ignore"),
  /** As grave as a finding: denies in Deny and Rollback mode, warns in Warn mode. */
  FAIL("Fail");

  private final String label;

  FailurePolicy(String label) {
    this.label = label;
  }

  /** As written in policies and records. */
  @Override
  public String toString() {
    return label;
  }
}
