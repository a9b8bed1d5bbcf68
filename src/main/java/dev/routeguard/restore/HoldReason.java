package dev.routeguard.restore;

/** Why a rollback that is due is not made. Stands in conditions, Events and metrics. */
public enum HoldReason {
  ROLLBACK_DISABLED("RollbackDisabled"),
  OWNED("OwnedByAnother"),
  ALREADY_ROLLED_BACK("AlreadyRolledBack"),
  TOO_MANY_ROLLBACKS("TooManyRollbacks"),
  NAMESPACE_TERMINATING("NamespaceTerminating"),
  OBJECT_TERMINATING("ObjectTerminating"),
  NO_GOOD_REVISION("NoGoodRevision"),
  REVISION_TAMPERED("RevisionTampered"),
  OLD_STATE_CANNOT_SERVE("OldStateCannotServe"),
  SUPERSEDED("Superseded"),
  REFUSED("RefusedByApiServer");

  private final String label;

  HoldReason(String label) {
    this.label = label;
  }

  /** As written in conditions. */
  @Override
  public String toString() {
    return label;
  }
}
