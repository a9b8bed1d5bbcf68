package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What an error of a policy's own check or expression means for the verdict; never silently Admit.
 */
public enum FailurePolicy {
  /** A warning, in every mode but Audit. */
  IGNORE("Ignore"),
  /** As grave as a finding: denies in Deny and Rollback mode, warns in Warn mode. */
  FAIL("Fail");

  private final String label;

  FailurePolicy(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
