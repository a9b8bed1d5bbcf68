package dev.routeguard.check;

import java.util.List;

/**
 * One entry of the catalogue: a pure, named function to findings. A check states what is there; the
 * rules that decide what counts (ratchet, ACME solvers, first install, facts) are {@link Rules}.
 */
public sealed interface Check permits StateCheck, ChangeCheck {
  /** What people need to know to choose it. */
  CheckDescription description();

  /** The name users write in policies and see in findings. Never changes once released. */
  default String name() {
    return description().name();
  }

  /**
   * Whether its findings sum up what others find one by one: people read the causes first, then the
   * sum.
   */
  default boolean sumsUp() {
    return false;
  }

  /** What of the changes it can't analyse and why, beside its findings. */
  default List<Note> notes(Situation situation, Parameters parameters) {
    return List.of();
  }
}
