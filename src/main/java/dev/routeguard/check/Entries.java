package dev.routeguard.check;

import dev.routeguard.routing.RouteDelta;

/** Questions about the places requests come in. */
final class Entries {
  private Entries() {}

  /**
   * Whether the request is answered as before on another entry with the same published addresses:
   * two entries are one when address and port are equal. An entry without a published address
   * equals no other.
   */
  static boolean answersElsewhere(Situation situation, RouteDelta delta) {
    var addresses = situation.before().addressesOf(delta.entry());
    if (addresses.isEmpty()) {
      return false;
    }
    var after = situation.after();
    return after.entries().stream()
        .filter(entry -> !entry.equals(delta.entry()))
        .filter(entry -> after.addressesOf(entry).containsAll(addresses))
        .anyMatch(entry -> after.answer(entry, delta.witness()).equals(delta.before()));
  }
}
