package dev.routeguard.policy;

/** What a policy does about what a change adds; each does what the one before does and more. */
public enum Mode {
  AUDIT("Audit"),
  WARN("Warn"),
  DENY("Deny"),
  /** Denies what the webhook sees and puts back what landed all the same. */
  ROLLBACK("Rollback");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  /** As written in policies and records. */
  @Override
  public String toString() {
    return label;
  }
}
