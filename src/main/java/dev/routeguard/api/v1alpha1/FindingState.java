package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a finding comes from. */
public enum FindingState {
  /** The change adds it; only these count for the verdict. */
  ADDED("Added"),
  /** It was there before the change. */
  STANDING("Standing"),
  /** The check could not be evaluated; the message says why. */
  ERROR("Error");

  private final String label;

  FindingState(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
