package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the answer to requests changed. */
public enum DeltaType {
  /** Served before, now not. */
  LOST("Lost"),
  /** Not served before, now served. */
  GAINED("Gained"),
  /** Other backends answer. */
  MOVED("Moved"),
  /** The same backends with other shares. */
  REWEIGHTED("Reweighted"),
  /** The same backends and shares; another attribute, readiness or redirect. */
  CHANGED("Changed");

  private final String label;

  DeltaType(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
