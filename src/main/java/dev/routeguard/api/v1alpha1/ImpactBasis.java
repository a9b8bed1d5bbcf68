package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a share counts. */
public enum ImpactBasis {
  ROUTES("Routes"),
  REQUESTS("Requests");

  private final String label;

  ImpactBasis(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
