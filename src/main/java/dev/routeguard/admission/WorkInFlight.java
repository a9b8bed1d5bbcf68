package dev.routeguard.admission;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests and bytes are being received, queued or judged: the bound of the memory that
 * callers can make us use. Lives on one event loop; only {@link #requests} may be called from
 * elsewhere.
 */
final class WorkInFlight {
  private final long mostBytes;
  private final AtomicInteger requests = new AtomicInteger();
  private long bytes;

  WorkInFlight(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  void begin() {
    requests.incrementAndGet();
  }

  /** Whether there was room for so many more bytes. */
  boolean take(int more) {
    if (bytes + more > mostBytes) {
      return false;
    }
    bytes += more;
    return true;
  }

  void end(long taken) {
    bytes -= taken;
    requests.decrementAndGet();
  }

  int requests() {
    return requests.get();
  }
}
