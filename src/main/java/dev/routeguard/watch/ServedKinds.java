package dev.routeguard.watch;

import dev.routeguard.estate.Kind;

/** What the API server serves now of the kinds that come and go with CustomResourceDefinitions. */
interface ServedKinds {
  /**
   * Whether objects of the kind are still served as usual. False while its CustomResourceDefinition
   * is being deleted, which deletes all objects: then a deletion is nobody's change.
   */
  boolean isLiving(Kind kind);
}
