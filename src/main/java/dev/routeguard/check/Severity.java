package dev.routeguard.check;

/**
 * How bad a finding is, worst first. In Deny mode, Critical and High deny, Medium warns, Low is
 * only reported.
 */
public enum Severity {
  CRITICAL("Critical"),
  HIGH("High"),
  MEDIUM("Medium"),
  LOW("Low");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** As written in policies and records. */
  @Override
  public String toString() {
    return label;
  }

  public boolean isAtLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
