package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteChange;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The replica that admitted a change knows who asked for it and writes the record. The leader,
 * which sees the change at the same moment, gives it a second before it writes the record itself.
 */
final class OtherReplica {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final RecordStore store;
  private final RecordPlaces places;
  private final Clock clock;
  private final Pause pause;
  private final boolean exists;

  /**
   * @param exists whether there is another replica at all
   */
  OtherReplica(RecordStore store, RecordPlaces places, Clock clock, Pause pause, boolean exists) {
    this.store = store;
    this.places = places;
    this.clock = clock;
    this.pause = pause;
    this.exists = exists;
  }

  /** The record, where another replica writes it in time. Counted from when the change was seen. */
  Optional<RouteChange> recordOf(Landing landing) {
    if (!exists || landing.isLate()) {
      return Optional.empty();
    }
    var until = landing.at().plus(GRACE);
    var namespace = places.namespaceFor(landing.ref());
    var record = store.change(namespace, landing.recordName());
    try {
      while (record.isEmpty() && clock.instant().isBefore(until)) {
        pause.of(BETWEEN_LOOKS);
        record = store.change(namespace, landing.recordName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return record;
  }
}
