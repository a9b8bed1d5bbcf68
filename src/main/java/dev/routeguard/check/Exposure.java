package dev.routeguard.check;

/** Who can reach what an object opens. */
enum Exposure {
  /** It opens nothing by itself. */
  NONE,
  /** Only from inside the provider's network. */
  INTERNAL,
  /** From outside. */
  PUBLIC,
  /** Nothing in the object or the estate says. */
  UNKNOWN
}
