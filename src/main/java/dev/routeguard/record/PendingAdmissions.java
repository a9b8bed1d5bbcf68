package dev.routeguard.record;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for the changes that this replica let through and has not seen land yet. An admission
 * is no promise: another webhook may refuse the change after us, so nothing is recorded until the
 * watch shows the same content on the same object. Kept in memory; after a crash the field manager
 * has to do (docs/decisions/003).
 */
public final class PendingAdmissions {
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Deque<Admitted> pending = new ArrayDeque<>();

  public PendingAdmissions(Clock clock) {
    this.clock = clock;
  }

  /** A change that admission lets through. */
  private record Admitted(
      ObjectRef ref,
      String uid,
      String versionBefore,
      String fingerprintAfter,
      Actor actor,
      Instant at) {

    boolean isOf(ObjectRef other, String itsUid, String fingerprint) {
      return ref.equals(other)
          && fingerprintAfter.equals(fingerprint)
          // A create that a mutating webhook sees has no uid yet; the validating one should.
          && (uid.isEmpty() || uid.equals(itsUid));
    }
  }

  /** Remembers who asked for a change that is let through; dry runs are not remembered. */
  public synchronized void admitted(Change change) {
    if (change.dryRun()) {
      return;
    }
    forgetOld();
    if (pending.size() >= MOST) {
      pending.removeFirst();
    }
    var before = change.before();
    pending.addLast(
        new Admitted(
            change.ref(),
            change.subject().uid(),
            before == null ? "" : before.resourceVersion(),
            fingerprint(change.after()),
            change.actor(),
            clock.instant()));
  }

  /**
   * Who asked for a change that landed, where this replica admitted it. Asked once: what is found
   * is forgotten, so that the same change made again behind our back is not put down to them.
   */
  public synchronized Optional<Actor> whoAskedFor(
      ObjectRef ref, @Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    forgetOld();
    var uid = after != null ? after.uid() : before == null ? "" : before.uid();
    var version = before == null ? "" : before.resourceVersion();
    var fingerprint = fingerprint(after);
    var found =
        pending.stream()
            .filter(admitted -> admitted.isOf(ref, uid, fingerprint))
            // Of several who asked for the same, the one who saw the state that was replaced.
            .max(
                Comparator.comparing((Admitted admitted) -> admitted.versionBefore.equals(version))
                    .thenComparing(Admitted::at));
    found.ifPresent(pending::remove);
    return found.map(Admitted::actor);
  }

  private void forgetOld() {
    var oldest = clock.instant().minus(KEPT);
    while (!pending.isEmpty() && pending.getFirst().at().isBefore(oldest)) {
      pending.removeFirst();
    }
  }

  private static String fingerprint(@Nullable KubernetesObject object) {
    return object == null ? "" : Fingerprint.of(object);
  }
}
