package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a change was seen. */
public enum ChangeOrigin {
  /** Asked for at the webhook. */
  ADMISSION("Admission"),
  /** Landed, as the watch shows it. */
  WATCH("Watch");

  private final String label;

  ChangeOrigin(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
