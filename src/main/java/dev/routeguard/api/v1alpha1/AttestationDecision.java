package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody says of a proposed change. */
public enum AttestationDecision {
  /** Its author asks others to approve it, and says what was done for it. */
  REQUESTED("Requested"),
  /** Somebody else has looked at it and is for it. */
  APPROVED("Approved");

  private final String label;

  AttestationDecision(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
