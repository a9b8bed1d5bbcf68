package dev.routeguard.bench;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends at fixed times, whether or not earlier requests were answered, and counts from the time a
 * request was due: a server that stalls is seen by all who would have come meanwhile.
 */
final class OpenLoop {
  private static final int MOST_OUTSTANDING = 200;

  private final int rate;
  private final Supplier<CompletableFuture<Void>> request;

  OpenLoop(int rate, Supplier<CompletableFuture<Void>> request) {
    this.rate = rate;
    this.request = request;
  }

  /** Fails where a request fails. */
  Latencies run(Duration time) {
    var outstanding = new Semaphore(MOST_OUTSTANDING);
    Queue<Duration> took = new ConcurrentLinkedQueue<>();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    long requests = time.toSeconds() * rate;
    for (long i = 0; i < requests; i++) {
      long due = start + TimeUnit.SECONDS.toNanos(i) / rate;
      waitUntil(due);
      // Whoever has to wait here waits on the clock, too: it runs since the request was due.
      outstanding.acquireUninterruptibly();
      request
          .get()
          .whenComplete(
              (done, failure) -> {
                took.add(Duration.ofNanos(System.nanoTime() - due));
                outstanding.release();
                if (failure != null) {
                  failures.add(failure);
                }
              });
    }
    outstanding.acquireUninterruptibly(MOST_OUTSTANDING);
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.size() + " requests failed", failures.peek());
    }
    return new Latencies(List.copyOf(took));
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
