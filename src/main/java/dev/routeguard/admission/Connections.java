package dev.routeguard.admission;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many connections are open and for how long without a whole request. A byte now and
 * then keeps a socket from being idle, so that time is counted from request to request. Lives on
 * one event loop; only {@link #count} may be called from elsewhere.
 */
final class Connections {
  private final AdmissionLimits limits;
  private final AdmissionMeters meters;
  private final Map<HttpConnection, Use> open = new HashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  Connections(AdmissionLimits limits, AdmissionMeters meters) {
    this.limits = limits;
    this.meters = meters;
  }

  /** What a connection is doing, and since when. */
  private record Use(Phase phase, long sinceNanos) {}

  private enum Phase {
    OPENED,
    RECEIVING,
    JUDGING,
    IDLE
  }

  void opened(HttpConnection connection) {
    if (open.size() >= limits.connections()) {
      meters.closedConnection();
      connection.close();
      return;
    }
    enter(connection, Phase.OPENED);
    connection.closeHandler(closed -> forget(connection));
  }

  void receiving(HttpConnection connection) {
    enter(connection, Phase.RECEIVING);
  }

  void judging(HttpConnection connection) {
    enter(connection, Phase.JUDGING);
  }

  void idle(HttpConnection connection) {
    if (open.containsKey(connection)) {
      enter(connection, Phase.IDLE);
    }
  }

  private void enter(HttpConnection connection, Phase phase) {
    open.put(connection, new Use(phase, System.nanoTime()));
    count.set(open.size());
  }

  private void forget(HttpConnection connection) {
    open.remove(connection);
    count.set(open.size());
  }

  /** Closes what takes too long; to be called now and then. */
  void sweep() {
    var now = System.nanoTime();
    var slow = new ArrayList<HttpConnection>();
    open.forEach(
        (connection, use) -> {
          if (now - use.sinceNanos() > patience(use.phase()).toNanos()) {
            slow.add(connection);
          }
        });
    slow.forEach(this::close);
  }

  private Duration patience(Phase phase) {
    return switch (phase) {
      case OPENED, RECEIVING -> limits.requestTime();
      // The answer has a deadline of its own; this only catches a reader that never takes it.
      case JUDGING, IDLE -> limits.idleTime();
    };
  }

  private void close(HttpConnection connection) {
    meters.closedConnection();
    forget(connection);
    connection.close();
  }

  int count() {
    return count.get();
  }
}
