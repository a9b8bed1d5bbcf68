package dev.routeguard.check;

import java.util.List;

/** Finds what is wrong with a change: all it finds, the change adds. */
public non-sealed interface ChangeCheck extends Check {
  /** What the change does that it should not. */
  List<Found> find(Situation situation, Parameters parameters);
}
