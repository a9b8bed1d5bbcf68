package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a change does to its object, spelled as in an AdmissionReview. */
public enum ChangeOperation {
  CREATE("CREATE"),
  UPDATE("UPDATE"),
  DELETE("DELETE");

  private final String label;

  ChangeOperation(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
