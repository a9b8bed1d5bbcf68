package dev.routeguard.cli;

/**
 * What the cluster itself says of a planned set: its webhook knows all policies and all objects,
 * also those that whoever plans may not read.
 *
 * @param denial why it is denied; empty where it is not
 */
record ClusterWord(Answer answer, String denial) {
  /** Whether and how the cluster answered. */
  enum Answer {
    ADMITTED,
    DENIED,
    /** There is no Routeguard, or whoever plans may not submit sets. */
    NONE
  }

  static final ClusterWord NONE = new ClusterWord(Answer.NONE, "");
}
