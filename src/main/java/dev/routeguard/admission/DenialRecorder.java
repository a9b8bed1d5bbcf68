package dev.routeguard.admission;

import dev.routeguard.review.Review;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Has denials recorded before they are answered, because nothing else will ever show them; but a
 * slow or unreachable API server must not hold up the answer, so the wait is bounded and recording
 * goes on behind it.
 */
public final class DenialRecorder implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DenialRecorder.class);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int THREADS = 2;
  private static final int QUEUED = 256;

  private final AdmissionListener listener;
  private final AdmissionMeters meters;
  private final ThreadPoolExecutor threads;

  /** Tells the listener of each denial, by threads of its own. */
  public DenialRecorder(AdmissionListener listener, AdmissionMeters meters) {
    this.listener = listener;
    this.meters = meters;
    var number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED),
            task -> {
              var thread = new Thread(task, "denials-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns when it is recorded, or a second or {@code left} have passed. */
  void record(AdmissionCall call, Review review, Duration left) {
    record(List.of(call), review, left);
  }

  /** The same for changes that were judged together; returns within a second. */
  void record(List<AdmissionCall> calls, Review review) {
    record(calls, review, LONGEST);
  }

  private void record(List<AdmissionCall> calls, Review review, Duration left) {
    var wait = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    try {
      var recorded = threads.submit(() -> calls.forEach(call -> listener.denied(call, review)));
      recorded.get(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      meters.recordedLate();
    } catch (RejectedExecutionException e) {
      meters.unrecorded();
      LOG.errorf("Denial of %s is not recorded: too many at once", calls);
    } catch (ExecutionException e) {
      meters.unrecorded();
      LOG.errorf(
          e.getCause(),
          "Denial of %s is not recorded",
          calls.stream().map(call -> call.change().ref()).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
