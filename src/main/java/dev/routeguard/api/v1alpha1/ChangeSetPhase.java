package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a change set has come. */
public enum ChangeSetPhase {
  /** It is in force, and members may come. */
  OPEN("Open"),
  /** Every member has landed. */
  COMPLETE("Complete"),
  /** It ended before every member had landed. */
  EXPIRED("Expired");

  private final String label;

  ChangeSetPhase(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
