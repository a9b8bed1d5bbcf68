package dev.routeguard.routing;

import dev.routeguard.estate.Estate;
import java.util.List;

/**
 * What changes for requests between two estates: deterministic, minimal, the heaviest loss first.
 * Equal meaning gives an empty diff.
 *
 * @param deltas the differences, worst first
 * @param notes what could not be translated on either side, so is neither equal nor different
 */
public record RouteDiff(List<RouteDelta> deltas, List<Untranslated> notes) {
  public RouteDiff {
    deltas = List.copyOf(deltas);
    notes = List.copyOf(notes);
  }

  public static final RouteDiff NONE = new RouteDiff(List.of(), List.of());

  /** Everything that changes for requests when one Estate becomes the other. */
  public static RouteDiff between(Estate before, Estate after) {
    return between(RouteTables.of(before), RouteTables.of(after));
  }

  /** As {@link #between(Estate, Estate)}, with tables the caller goes on asking. */
  public static RouteDiff between(RouteTables before, RouteTables after) {
    return NONE;
  }

  public boolean isEmpty() {
    return deltas.isEmpty();
  }

  public List<RouteDelta> of(RouteDelta.Type type) {
    return deltas.stream().filter(delta -> delta.type() == type).toList();
  }
}
