package dev.routeguard.check;

import java.util.List;

/**
 * Finds what is wrong in an estate at one moment. It runs on the estate before and after a change,
 * and the difference is what the change adds; alone, it is the audit.
 */
public non-sealed interface StateCheck extends Check {
  /** What is wrong with the objects in scope. */
  List<Found> find(Scope scope, Parameters parameters);
}
