package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a state came to be the last good one. */
public enum RevisionReason {
  /** It was there when Routeguard first saw the object. */
  BASELINE("Baseline"),
  /** A change made it and no policy was against it. */
  ADMITTED("Admitted"),
  /** Routeguard put it back. */
  RESTORED("Restored");

  private final String label;

  RevisionReason(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
