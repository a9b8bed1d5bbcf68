package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.ChangeOperation;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.api.v1alpha1.VerdictName;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.record.Ledger.Good;
import dev.routeguard.record.Ledger.Known;
import dev.routeguard.record.Rollbacks.Earlier;
import dev.routeguard.watch.ResourceVersions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads back, from the stored records and revisions, what was on record when the process before
 * this one ended.
 *
 * @param ledger what is on record of every object
 * @param unfinished records whose action was not carried to its end, oldest first
 * @param lastGood the newest revision of every object
 */
record LedgerReader(
    Ledger ledger, List<RouteChange> unfinished, Map<ObjectRef, RouteRevision> lastGood) {

  /** Reads all of it. Revisions from before {@code since} are of an earlier installation. */
  static LedgerReader read(RecordStore store, Instant since) {
    var revisions = newest(store.revisions(), since);
    var changes = landed(store.changes());
    var ledger = new Ledger();
    revisions.forEach((ref, revision) -> ledger.put(ref, known(revision)));
    changes.forEach((ref, ofObject) -> addRollbacks(ledger, ref, ofObject));
    changes.forEach(
        (ref, ofObject) ->
            latest(ofObject, since).ifPresent(last -> addLatest(ledger, ref, last, revisions)));
    return new LedgerReader(ledger, unfinished(changes), revisions);
  }

  private static Map<ObjectRef, RouteRevision> newest(List<RouteRevision> all, Instant since) {
    var newest = new HashMap<ObjectRef, RouteRevision>();
    for (var revision : all) {
      if (isSince(revision.getMetadata().getCreationTimestamp(), since)) {
        StoredState.ref(revision.getSpec().object)
            .ifPresent(ref -> newest.merge(ref, revision, LedgerReader::newer));
      }
    }
    return newest;
  }

  private static boolean isSince(String created, Instant since) {
    return created == null || !Instant.parse(created).isBefore(since);
  }

  private static RouteRevision newer(RouteRevision one, RouteRevision other) {
    return Good.of(one).number() >= Good.of(other).number() ? one : other;
  }

  private static Map<ObjectRef, List<RouteChange>> landed(List<RouteChange> all) {
    var landed = new HashMap<ObjectRef, List<RouteChange>>();
    for (var change : all) {
      if (hasLanded(change)) {
        StoredState.ref(change.getSpec().object)
            .ifPresent(ref -> landed.computeIfAbsent(ref, any -> new ArrayList<>()).add(change));
      }
    }
    return landed;
  }

  static boolean hasLanded(RouteChange change) {
    var labels = change.getMetadata().getLabels();
    return labels != null && "true".equals(labels.get(ChangeRecords.LANDED));
  }

  static boolean isUnfinished(RouteChange change) {
    return action(change).filter(action -> action != ChangeAction.ROLLING_BACK).isEmpty();
  }

  static Optional<ChangeAction> action(RouteChange change) {
    return Optional.ofNullable(change.getStatus()).map(status -> status.action);
  }

  private static Optional<RouteChange> latest(List<RouteChange> changes, Instant since) {
    return changes.stream()
        .filter(change -> isSince(change.getMetadata().getCreationTimestamp(), since))
        .max(LedgerReader::order);
  }

  /** By what the API server counted; a deletion comes after the state it deleted. */
  private static int order(RouteChange one, RouteChange other) {
    int byVersion = ResourceVersions.compare(version(one), version(other));
    return byVersion != 0
        ? byVersion
        : Comparator.<RouteChange>comparingInt(change -> isDeletion(change) ? 1 : 0)
            .compare(one, other);
  }

  /** After its rollback, where there was one. */
  private static String version(RouteChange change) {
    var status = change.getStatus();
    if (status != null && status.rollback != null && status.rollback.resourceVersion != null) {
      return status.rollback.resourceVersion;
    }
    var object = change.getSpec().object;
    return object == null || object.resourceVersion == null ? "" : object.resourceVersion;
  }

  private static boolean isDeletion(RouteChange change) {
    return change.getSpec().operation == ChangeOperation.DELETE;
  }

  private static void addRollbacks(Ledger ledger, ObjectRef ref, List<RouteChange> changes) {
    for (var change : changes) {
      if (action(change).filter(ChangeAction.ROLLED_BACK::equals).isPresent()) {
        ledger.rolledBack(ref, earlier(change));
      }
    }
  }

  static Earlier earlier(RouteChange change) {
    var rollback = change.getStatus() == null ? null : change.getStatus().rollback;
    var time = rollback == null ? null : rollback.time;
    return new Earlier(
        Objects.requireNonNullElse(change.getSpec().fingerprint, ""),
        Objects.requireNonNullElse(time, Instant.EPOCH));
  }

  private static Known known(RouteRevision revision) {
    var good = Good.of(revision);
    return new Known(good.uid(), good.fingerprint(), true, Optional.of(good));
  }

  private static void addLatest(
      Ledger ledger, ObjectRef ref, RouteChange last, Map<ObjectRef, RouteRevision> revisions) {
    var revision = revisions.get(ref);
    if (revision != null && isNewer(revision, last)) {
      return;
    }
    var good = Optional.ofNullable(revision).map(Good::of);
    ledger.put(ref, after(last, good));
  }

  private static boolean isNewer(RouteRevision revision, RouteChange last) {
    int order = ResourceVersions.compare(version(revision), version(last));
    return order > 0 || order == 0 && !isDeletion(last);
  }

  private static String version(RouteRevision revision) {
    var object = revision.getSpec().object;
    return object == null || object.resourceVersion == null ? "" : object.resourceVersion;
  }

  private static Known after(RouteChange last, Optional<Good> good) {
    var rolledBack = action(last).filter(ChangeAction.ROLLED_BACK::equals).isPresent();
    if (rolledBack && good.isPresent()) {
      return new Known(uid(last), good.get().fingerprint(), true, good);
    }
    if (isDeletion(last)) {
      return new Known(uid(last), "", true, good);
    }
    var fingerprint = Objects.requireNonNullElse(last.getSpec().fingerprint, "");
    return new Known(uid(last), fingerprint, isGood(last), good);
  }

  /** After its rollback, where there was one: a deleted object comes back under a new uid. */
  static String uid(RouteChange change) {
    var status = change.getStatus();
    if (status != null && status.rollback != null && status.rollback.uid != null) {
      return status.rollback.uid;
    }
    var object = change.getSpec().object;
    return object == null || object.uid == null ? "" : object.uid;
  }

  static boolean isGood(RouteChange change) {
    var verdict = change.getSpec().verdict;
    return (verdict == VerdictName.ADMIT || verdict == VerdictName.WARN)
        && !ChangeStatuses.hasReason(change, ChangeStatuses.STILL_BAD);
  }

  private static List<RouteChange> unfinished(Map<ObjectRef, List<RouteChange>> changes) {
    var unfinished = new ArrayList<RouteChange>();
    changes.values().stream()
        .flatMap(List::stream)
        .filter(LedgerReader::isUnfinished)
        .forEach(unfinished::add);
    unfinished.sort(LedgerReader::order);
    return Collections.unmodifiableList(unfinished);
  }
}
