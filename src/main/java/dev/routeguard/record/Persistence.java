package dev.routeguard.record;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does something until the API server takes it: the server may be down, out of space or take our
 * rights away for a while, and no record must be lost for that. Ends early only where this replica
 * leads no longer, or where the server says that what it was given can never be.
 */
final class Persistence {
  private static final Logger LOG = Logger.getLogger(Persistence.class);
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Bad request, too large, invalid: the same again will be refused again. */
  private static final Set<Integer> FINAL = Set.of(400, 413, 422);

  private final Pause pause;
  private final Announcer announcer;
  private final BooleanSupplier wanted;

  /**
   * @param wanted false ends the trying
   */
  Persistence(Pause pause, Announcer announcer, BooleanSupplier wanted) {
    this.pause = pause;
    this.announcer = announcer;
    this.wanted = wanted;
  }

  /** The result; empty where it was given up. */
  <T> Optional<T> until(String what, Supplier<T> work) {
    var wait = FIRST;
    while (wanted.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      try {
        return Optional.of(work.get());
      } catch (KubernetesClientException e) {
        if (FINAL.contains(e.getCode())) {
          announcer.dropped(what, e.getMessage());
          return Optional.empty();
        }
        LOG.warnf("will try again in %s: %s: %s", wait, what, e.getMessage());
      } catch (RuntimeException e) {
        LOG.errorf(e, "given up: %s", what);
        announcer.dropped(what, e.toString());
        return Optional.empty();
      }
      wait = waited(wait);
    }
    return Optional.empty();
  }

  private Duration waited(Duration wait) {
    try {
      pause.of(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
