package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.Set;

/**
 * Two entries are one door when they have published the same address. What one of them no longer
 * answers and the other does alike is no loss for those who come to that address, and no gain the
 * other way round: an Ingress replaced by an equivalent HTTPRoute changes nothing.
 */
final class SharedDoors {
  private final RouteTables before;
  private final RouteTables after;

  SharedDoors(RouteTables before, RouteTables after) {
    this.before = before;
    this.after = after;
  }

  boolean answersAlike(RouteDelta delta) {
    return switch (delta.type()) {
      case LOST -> answers(after, before, delta, delta.before());
      case GAINED -> answers(before, after, delta, delta.after());
      case MOVED, REWEIGHTED, CHANGED -> false;
    };
  }

  /**
   * @param asked the side on which the delta's own entry has no answer
   * @param known the side that has it, and so the address
   */
  private boolean answers(RouteTables asked, RouteTables known, RouteDelta delta, Outcome wanted) {
    var request = delta.witness();
    var addresses = addresses(known, delta.entry(), request);
    return asked.behind(addresses).stream()
        .filter(other -> !other.equals(delta.entry()))
        .filter(other -> overlap(addresses(asked, other, request), addresses))
        .anyMatch(other -> Answers.same(asked.answer(other, request), wanted));
  }

  private Set<String> addresses(RouteTables tables, Entry entry, Request request) {
    return tables.addressesAt(entry, request.host(), ref -> hasNotMovedTo(entry, ref));
  }

  private boolean hasNotMovedTo(Entry entry, ObjectRef ref) {
    var old = before.entriesOf(ref);
    return old.isEmpty() || old.contains(entry);
  }

  private static boolean overlap(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }
}
