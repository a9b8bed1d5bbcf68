package dev.routeguard.restore;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.record.Ownership;
import dev.routeguard.record.Rollbacks.Bad;
import dev.routeguard.record.StoredState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What must hold before anything is put back, in the order in which it is asked. The first that
 * does not hold decides.
 */
final class Guards {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST_IN_WINDOW = 3;

  private final boolean isEnabled;
  private final Clock clock;

  Guards(boolean isEnabled, Clock clock) {
    this.isEnabled = isEnabled;
    this.clock = clock;
  }

  /** Why the rollback must not be made; empty where it may. */
  Optional<Hold> against(Bad bad) {
    return Stream.<Supplier<Optional<Hold>>>of(
            this::disabled,
            () -> owned(bad),
            () -> alreadyRolledBack(bad),
            () -> tooMany(bad),
            () -> terminating(bad),
            () -> noGoodRevision(bad),
            () -> Preflight.against(bad))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What must hold also where a rollback was begun and goes on. */
  Optional<Hold> againstGoingOn(Bad bad) {
    return disabled().or(() -> terminating(bad)).or(() -> noGoodRevision(bad));
  }

  private Optional<Hold> disabled() {
    return holdIf(
        !isEnabled,
        HoldReason.ROLLBACK_DISABLED,
        "Rollback is switched off for this installation.");
  }

  private Optional<Hold> owned(Bad bad) {
    return bad.estate()
        .find(bad.ref())
        .flatMap(Ownership::of)
        .or(() -> Optional.ofNullable(bad.before()).flatMap(Ownership::of))
        .or(() -> bad.lastGood().flatMap(Guards::recordedOwner))
        .map(
            owner ->
                new Hold(
                    HoldReason.OWNED,
                    "The object is owned by %s, which would write its state again; its next apply will be denied. Put it right where %s takes it from."
                        .formatted(owner, owner)));
  }

  private static Optional<String> recordedOwner(
      dev.routeguard.api.v1alpha1.RouteRevision revision) {
    var annotations = revision.getMetadata().getAnnotations();
    return Optional.ofNullable(annotations == null ? null : annotations.get(Ownership.OWNER));
  }

  private static Optional<Hold> alreadyRolledBack(Bad bad) {
    return holdIf(
        bad.earlier().stream().anyMatch(e -> e.fingerprint().equals(bad.fingerprint())),
        HoldReason.ALREADY_ROLLED_BACK,
        "This very state was rolled back before and came back. Somebody wants it: it stays, and"
            + " people have to decide.");
  }

  private Optional<Hold> tooMany(Bad bad) {
    var since = clock.instant().minus(WINDOW);
    var recent = bad.earlier().stream().filter(earlier -> earlier.at().isAfter(since)).count();
    return holdIf(
        recent >= MOST_IN_WINDOW,
        HoldReason.TOO_MANY_ROLLBACKS,
        "The object was rolled back %d times within %d minutes."
            .formatted(recent, WINDOW.toMinutes()));
  }

  private static Optional<Hold> terminating(Bad bad) {
    var namespace = new ObjectRef(Kind.NAMESPACE, "", bad.ref().namespace());
    return holdIf(
            bad.estate().find(namespace).filter(KubernetesObject::deleting).isPresent(),
            HoldReason.NAMESPACE_TERMINATING,
            "The namespace is being deleted.")
        .or(
            () ->
                holdIf(
                    bad.estate().find(bad.ref()).filter(KubernetesObject::deleting).isPresent(),
                    HoldReason.OBJECT_TERMINATING,
                    "The object is being deleted."));
  }

  private static Optional<Hold> noGoodRevision(Bad bad) {
    if (bad.lastGood().isEmpty()) {
      return Optional.of(
          new Hold(HoldReason.NO_GOOD_REVISION, "No good state of this object is on record."));
    }
    return holdIf(
        StoredState.read(bad.lastGood().get()).isEmpty(),
        HoldReason.REVISION_TAMPERED,
        "RouteRevision %s does not match its hash: somebody edited it, so it is not put back."
            .formatted(bad.lastGood().get().getMetadata().getName()));
  }

  private static Optional<Hold> holdIf(boolean holds, HoldReason reason, String message) {
    return holds ? Optional.of(new Hold(reason, message)) : Optional.empty();
  }
}
