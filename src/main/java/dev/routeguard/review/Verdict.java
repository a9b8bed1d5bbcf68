package dev.routeguard.review;

/** What becomes of a change, mildest first. */
public enum Verdict {
  ADMIT("Admit"),
  /** Goes through, and its author is told. */
  WARN("Warn"),
  /** Refused; of a change that already landed: recorded as such, nothing is put back. */
  DENY("Deny"),
  /** Landed all the same: the last good state is put back. */
  ROLL_BACK("RollBack");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** As written in records. */
  @Override
  public String toString() {
    return label;
  }

  /** The graver of the two. */
  public Verdict or(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
