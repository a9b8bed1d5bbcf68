package dev.routeguard.record;

import java.time.Duration;

/** Waits; tests wait without time passing. */
@FunctionalInterface
public interface Pause {
  /** Waits so long. */
  void of(Duration duration) throws InterruptedException;

  /** In real time. */
  static Pause real() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
