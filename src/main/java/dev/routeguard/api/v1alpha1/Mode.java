package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a policy does with what it finds; each mode does what the one before does and more. */
public enum Mode {
  /** Records and reports. */
  AUDIT("Audit"),
  /** Warns the person who makes the change. */
  WARN("Warn"),
  /** Denies the change at admission. */
  DENY("Deny"),
  /** Denies at admission, and puts the last good state back where a change landed all the same. */
  ROLLBACK("Rollback");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
