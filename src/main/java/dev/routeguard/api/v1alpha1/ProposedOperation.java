package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a proposed change does to its object. */
public enum ProposedOperation {
  /** It is created or changed. */
  APPLY("Apply"),
  DELETE("Delete");

  private final String label;

  ProposedOperation(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
