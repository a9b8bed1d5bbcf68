package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** What became of a change. */
public enum ChangeAction {
  /** Landed, nothing to say against it. */
  ADMITTED("Admitted"),
  /** Landed with a warning. */
  WARNED("Warned"),
  /** Refused at admission. */
  DENIED("Denied"),
  /** Landed although a policy is against it, and nothing was to be put back. */
  LANDED("Landed"),
  /** The last good state is being put back. */
  ROLLING_BACK("RollingBack"),
  /** The last good state was put back. */
  ROLLED_BACK("RolledBack"),
  /** A rollback was due and is not made; the condition Ready says why. */
  HELD("Held");

  private final String label;

  ChangeAction(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
