package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts last good states back. The record room decides that one is due; whether and how it is done
 * is the restore room's business.
 */
public interface Rollbacks {
  /**
   * Puts the state back that was good before a bad change, or holds. The status of the record tells
   * what is being done before it is done, and what came of it; when this was begun before and not
   * ended, it goes on from there.
   */
  Outcome putBack(Bad bad);

  /**
   * A change that must not stay.
   *
   * @param record as it is stored
   * @param before the object before the change, as far as it is known
   * @param lastGood the state to go back to
   * @param estate everything at this moment, the bad change in it
   * @param earlier rollbacks of the same object
   */
  record Bad(
      ObjectRef ref,
      RouteChange record,
      @Nullable KubernetesObject before,
      Optional<RouteRevision> lastGood,
      Estate estate,
      List<Earlier> earlier) {
    public Bad {
      Objects.requireNonNull(ref, "ref");
      Objects.requireNonNull(record, "record");
      Objects.requireNonNull(estate, "estate");
      earlier = List.copyOf(earlier);
    }

    /** Of the state that must not stay; empty where the change is a deletion. */
    public String fingerprint() {
      return Objects.requireNonNullElse(record.getSpec().fingerprint, "");
    }
  }

  /** A rollback that was made: from which fingerprint, and when. */
  record Earlier(String fingerprint, Instant at) {}

  /** What came of it. */
  sealed interface Outcome {
    /** The last good state is back. */
    record PutBack(KubernetesObject now) implements Outcome {}

    /** The bad state stays; the record says why. */
    record Held() implements Outcome {}

    /** The object moved on before anything was done: what it became will be judged by itself. */
    record Superseded() implements Outcome {}
  }
}
