package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.record.Ledger.Good;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Drops what is too old or too much. What the ledger goes on from stays: an unfinished record, the
 * last record of what landed on an object, and the newest revision of a living object. Of a deleted
 * object the revisions go before its last record, or the deletion would be found again.
 */
public final class Retention {
  private static final int REVISIONS_OF_ONE_OBJECT = 10;

  private final RecordStore store;
  private final Supplier<Estate> estate;
  private final Duration maxAge;
  private final int maxCount;
  private final Clock clock;

  /**
   * Drops nothing before {@link #apply}.
   *
   * @param maxAge of records
   * @param maxCount of records about one object
   */
  public Retention(
      RecordStore store, Supplier<Estate> estate, Duration maxAge, int maxCount, Clock clock) {
    if (maxCount < 1 || maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException(
          "record.maxCount must be at least 1 and record.maxAge positive, not %d and %s"
              .formatted(maxCount, maxAge));
    }
    this.store = store;
    this.estate = estate;
    this.maxAge = maxAge;
    this.maxCount = maxCount;
    this.clock = clock;
  }

  /** Drops what is due now. */
  public void apply() {
    var oldest = clock.instant().minus(maxAge);
    var kept = dropRevisions(oldest);
    byObject(store.changes(), change -> change.getSpec().object)
        .forEach((ref, changes) -> dropChanges(changes, kept.containsKey(ref), oldest));
  }

  /** How many revisions are left of each object. */
  private Map<ObjectRef, Integer> dropRevisions(Instant oldest) {
    var kept = new HashMap<ObjectRef, Integer>();
    byObject(store.revisions(), revision -> revision.getSpec().object)
        .forEach(
            (ref, revisions) -> {
              var due = dueRevisions(ref, revisions, oldest);
              due.forEach(store::delete);
              if (due.size() < revisions.size()) {
                kept.put(ref, revisions.size() - due.size());
              }
            });
    return kept;
  }

  private List<RouteRevision> dueRevisions(
      ObjectRef ref, List<RouteRevision> revisions, Instant oldest) {
    revisions.sort(
        Comparator.comparing((RouteRevision revision) -> Good.of(revision).number()).reversed());
    if (estate.get().find(ref).isEmpty() && created(revisions.get(0)).isBefore(oldest)) {
      return revisions;
    }
    return revisions.subList(Math.min(REVISIONS_OF_ONE_OBJECT, revisions.size()), revisions.size());
  }

  private void dropChanges(List<RouteChange> changes, boolean hasRevisions, Instant oldest) {
    changes.sort(Comparator.comparing(Retention::created).reversed());
    var last = changes.stream().filter(LedgerReader::hasLanded).findFirst();
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var isDue = i >= maxCount || created(change).isBefore(oldest);
      var isNeeded = hasRevisions && last.filter(change::equals).isPresent();
      if (isDue && !isNeeded && !LedgerReader.isUnfinished(change)) {
        store.delete(change);
      }
    }
  }

  private static <T extends HasMetadata> Map<ObjectRef, List<T>> byObject(
      List<T> all, Function<T, dev.routeguard.api.v1alpha1.ObjectReference> object) {
    var byObject = new HashMap<ObjectRef, List<T>>();
    for (var one : all) {
      StoredState.ref(object.apply(one))
          .ifPresent(ref -> byObject.computeIfAbsent(ref, any -> new ArrayList<>()).add(one));
    }
    return byObject;
  }

  private static Instant created(HasMetadata resource) {
    var created = resource.getMetadata().getCreationTimestamp();
    return created == null ? Instant.MAX : Instant.parse(created);
  }
}
