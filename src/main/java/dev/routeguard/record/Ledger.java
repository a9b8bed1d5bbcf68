package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.record.Rollbacks.Earlier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What is on record of every object: the state that landed last, and the last good one. */
final class Ledger {
  private final Map<ObjectRef, Known> known = new HashMap<>();
  private final Map<ObjectRef, List<Earlier>> rollbacks = new HashMap<>();

  /**
   * What is on record of one object.
   *
   * @param uid of the object in the state that landed last
   * @param fingerprint of that state; empty where it is a deletion
   * @param isGood whether that state is one to go back to
   * @param lastGood the newest revision
   */
  record Known(String uid, String fingerprint, boolean isGood, Optional<Good> lastGood) {
    Known {
      Objects.requireNonNull(uid, "uid");
      Objects.requireNonNull(fingerprint, "fingerprint");
    }

    boolean isDeleted() {
      return fingerprint.isEmpty();
    }

    boolean is(KubernetesObject object) {
      return uid.equals(object.uid()) && fingerprint.equals(Fingerprint.of(object));
    }

    /** Whether the state that landed last is good but was not stored, as a crash leaves it. */
    boolean lacksRevision() {
      return isGood
          && !isDeleted()
          && lastGood
              .filter(good -> good.fingerprint.equals(fingerprint) && good.uid.equals(uid))
              .isEmpty();
    }

    long nextNumber() {
      return lastGood.map(good -> good.number + 1).orElse(1L);
    }
  }

  /** A stored revision, without its content. */
  record Good(String namespace, String name, long number, String uid, String fingerprint) {
    static Good of(RouteRevision revision) {
      var spec = revision.getSpec();
      var uid = spec.object == null ? null : spec.object.uid;
      return new Good(
          revision.getMetadata().getNamespace(),
          revision.getMetadata().getName(),
          spec.revision == null ? 0 : spec.revision,
          uid == null ? "" : uid,
          spec.fingerprint);
    }
  }

  Optional<Known> find(ObjectRef ref) {
    return Optional.ofNullable(known.get(ref));
  }

  Optional<Good> lastGood(ObjectRef ref) {
    return find(ref).flatMap(Known::lastGood);
  }

  Set<ObjectRef> objects() {
    return Set.copyOf(known.keySet());
  }

  void put(ObjectRef ref, Known state) {
    known.put(ref, state);
  }

  /** A state landed; the last good one stays what it was. */
  void landed(ObjectRef ref, KubernetesObject after, boolean isGood) {
    put(ref, new Known(after.uid(), Fingerprint.of(after), isGood, lastGood(ref)));
  }

  /** The object is gone; what to go back to stays known. */
  void deleted(ObjectRef ref) {
    var uid = find(ref).map(Known::uid).orElse("");
    put(ref, new Known(uid, "", true, lastGood(ref)));
  }

  /** The state that landed last is good, and stored. */
  void good(ObjectRef ref, KubernetesObject object, RouteRevision revision) {
    put(ref, new Known(object.uid(), Fingerprint.of(object), true, Optional.of(Good.of(revision))));
  }

  /** The last good state is back, on the object of this uid. */
  void backToGood(ObjectRef ref, String uid) {
    lastGood(ref)
        .ifPresent(good -> put(ref, new Known(uid, good.fingerprint(), true, Optional.of(good))));
  }

  void rolledBack(ObjectRef ref, Earlier earlier) {
    rollbacks.computeIfAbsent(ref, any -> new ArrayList<>()).add(earlier);
  }

  List<Earlier> rollbacksOf(ObjectRef ref) {
    return List.copyOf(rollbacks.getOrDefault(ref, List.of()));
  }
}
