package dev.routeguard.routing;

import dev.routeguard.estate.Estate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    var deltas = new LinkedHashMap<List<Object>, RouteDelta>();
    var notes = new LinkedHashSet<Untranslated>();
    var doors = new SharedDoors(before, after);
    for (Touched.Place place : Touched.between(before, after)) {
      var host = before.concrete(place.entry(), place.host(), after);
      var old = before.table(place.entry(), host);
      var now = after.table(place.entry(), host);
      notes.addAll(old.notes());
      notes.addAll(now.notes());
      new RouteComparison(place.entry(), old, now)
          .deltas().stream()
              .flatMap(delta -> doors.seen(delta).stream())
              .forEach(delta -> deltas.putIfAbsent(identity(delta), delta));
    }
    var sorted = deltas.values().stream().sorted(RouteComparison.WORST_FIRST).toList();
    return new RouteDiff(sorted, List.copyOf(notes));
  }

  /** A match without host shows at every host it answers for; once is enough. */
  private static List<Object> identity(RouteDelta delta) {
    return List.of(
        delta.entry(),
        delta.match(),
        delta.type(),
        delta.witness().scheme(),
        delta.witness().port(),
        delta.before().inWords(),
        delta.after().inWords());
  }

  public boolean isEmpty() {
    return deltas.isEmpty();
  }

  public List<RouteDelta> of(RouteDelta.Type type) {
    return deltas.stream().filter(delta -> delta.type() == type).toList();
  }
}
