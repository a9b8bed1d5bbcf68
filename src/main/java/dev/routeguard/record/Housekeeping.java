package dev.routeguard.record;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the leader does now and then: the reports of what stands wrong, how policies stand, and
 * dropping what is old.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final Duration REPORTS = Duration.ofSeconds(1);

  private static final Duration CENSUS = Duration.ofMinutes(1);

  private final StandingReports reports;
  private final PolicyCensus census;
  private final Retention retention;
  private final Duration sweepInterval;
  private final BooleanSupplier synced;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "routeguard-housekeeping");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Future<?> looking;
  private @Nullable Future<?> counting;
  private @Nullable Future<?> dropping;
  private boolean opened;

  /**
   * Does nothing before {@link #start}.
   *
   * @param sweepInterval between two rounds of dropping what is old
   * @param synced false while absence means nothing yet
   */
  public Housekeeping(
      StandingReports reports,
      PolicyCensus census,
      Retention retention,
      Duration sweepInterval,
      BooleanSupplier synced) {
    if (sweepInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "record.sweepInterval must be positive, not " + sweepInterval);
    }
    this.reports = reports;
    this.census = census;
    this.retention = retention;
    this.sweepInterval = sweepInterval;
    this.synced = synced;
  }

  /** From now on this replica does it. */
  public synchronized void start() {
    thread.execute(() -> opened = false);
    looking = every(REPORTS, this::look);
    counting = every(CENSUS, census::take);
    dropping = every(sweepInterval, retention::apply);
  }

  private Future<?> every(Duration period, Runnable work) {
    return thread.scheduleWithFixedDelay(
        () -> tryTo(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!opened) {
      reports.open();
      opened = true;
    }
    reports.look();
  }

  /** A fault in one round must not end all later ones, as the executor would have it. */
  private void tryTo(Runnable work) {
    if (!synced.getAsBoolean()) {
      return;
    }
    try {
      work.run();
    } catch (KubernetesClientException e) {
      LOG.warnf("will try again: %s", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("housekeeping failed", e);
    }
  }

  /** Another replica does it. */
  public synchronized void stop() {
    if (looking != null) {
      looking.cancel(false);
    }
    if (counting != null) {
      counting.cancel(false);
    }
    if (dropping != null) {
      dropping.cancel(false);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
