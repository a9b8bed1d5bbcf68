package dev.routeguard.admission;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.ObjectRef;

/** Whether somebody may do something, by the cluster's own authorization. */
@FunctionalInterface
public interface Access {
  /**
   * Asks.
   *
   * @param verb such as update
   */
  boolean isAllowed(Actor actor, String verb, ObjectRef object);
}
