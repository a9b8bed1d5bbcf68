package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the policies together say about a change. */
public enum VerdictName {
  ADMIT("Admit"),
  WARN("Warn"),
  DENY("Deny"),
  ROLL_BACK("RollBack");

  private final String label;

  VerdictName(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
