package dev.routeguard.restore;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.ChangeOperation;
import dev.routeguard.api.v1alpha1.RecordedRollback;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.record.ChangeStatuses;
import dev.routeguard.record.RecordStore;
import dev.routeguard.record.Rollbacks;
import dev.routeguard.record.StoredState;
import dev.routeguard.restore.Routes.Answer;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts last good states back. The record says RollingBack before the write and RolledBack after it;
 * a process that ends in between leaves a record from which the next one finds out, by looking at
 * the object, whether the write was made. So it is made once, whoever is killed when.
 */
public final class Restorer implements Rollbacks {
  private static final Logger LOG = Logger.getLogger(Restorer.class);

  /** Status writes of a busy controller may win the race for an edition a few times. */
  private static final int MOST_ATTEMPTS = 5;

  private final Routes routes;
  private final RecordStore store;
  private final Fence fence;
  private final Guards guards;
  private final ChangeStatuses statuses;
  private final Clock clock;
  private final String replica;

  /**
   * @param isEnabled false where rollback is switched off for the installation
   * @param replica name of this replica, for the record
   */
  public Restorer(
      Routes routes,
      RecordStore store,
      Fence fence,
      boolean isEnabled,
      String replica,
      Clock clock) {
    this.routes = routes;
    this.store = store;
    this.fence = fence;
    this.guards = new Guards(isEnabled, clock);
    this.statuses = new ChangeStatuses(clock);
    this.clock = clock;
    this.replica = replica;
  }

  @Override
  public Outcome putBack(Bad bad) {
    var isBegun = isBegun(bad);
    var hold = isBegun ? guards.againstGoingOn(bad) : guards.against(bad);
    if (hold.isPresent()) {
      return held(bad.record(), hold.get());
    }
    var revision = bad.lastGood().orElseThrow();
    return new Attempt(bad, revision, StoredState.read(revision).orElseThrow(), isBegun).make();
  }

  private static boolean isBegun(Bad bad) {
    var status = bad.record().getStatus();
    return status != null && status.action == ChangeAction.ROLLING_BACK;
  }

  private Outcome held(RouteChange record, Hold hold) {
    var reason = hold.reason().toString();
    var isSuperseded = hold.reason() == HoldReason.SUPERSEDED;
    store.setStatus(
        record,
        isSuperseded
            ? statuses.done(ChangeAction.HELD, reason, hold.message())
            : statuses.open(ChangeAction.HELD, reason, hold.message()));
    LOG.warnf("held: %s: %s", record.getMetadata().getName(), hold.message());
    return isSuperseded ? new Outcome.Superseded() : new Outcome.Held();
  }

  /** One rollback on its way. */
  private final class Attempt {
    private final Bad bad;
    private final RouteRevision revision;
    private final KubernetesObject good;
    private RouteChange record;
    private boolean isBegun;
    private int attempts;

    Attempt(Bad bad, RouteRevision revision, KubernetesObject good, boolean isBegun) {
      this.bad = bad;
      this.revision = revision;
      this.good = good;
      this.record = bad.record();
      this.isBegun = isBegun;
    }

    Outcome make() {
      while (attempts < MOST_ATTEMPTS) {
        attempts++;
        var outcome = tryOnce(routes.read(bad.ref(), good.apiVersion()).orElse(null));
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
      return held(
          record,
          new Hold(
              HoldReason.REFUSED,
              "The object changed each of the %d times its old state was to be put back."
                  .formatted(attempts)));
    }

    private Optional<Outcome> tryOnce(@Nullable Live live) {
      if (live == null) {
        return isDeletion() ? write(() -> routes.create(bad.ref(), manifest())) : superseded();
      }
      if (isGood(live.object())) {
        // Begun, and done: by this process, the one before it, or another that thinks it leads.
        return Optional.of(isBegun ? done(live.object()) : repaired());
      }
      return isBad(live.object())
          ? write(
              () ->
                  routes.patch(bad.ref(), live.object().apiVersion(), RestorePatch.of(live, good)))
          : superseded();
    }

    private boolean isDeletion() {
      return bad.record().getSpec().operation == ChangeOperation.DELETE;
    }

    /** What was deleted comes back under another uid; everything else keeps its own. */
    private boolean isGood(KubernetesObject live) {
      return Fingerprint.same(live, good) && (isDeletion() || live.uid().equals(good.uid()));
    }

    private boolean isBad(KubernetesObject live) {
      return !isDeletion()
          && live.uid().equals(good.uid())
          && Fingerprint.of(live).equals(bad.fingerprint());
    }

    private Optional<Outcome> write(Supplier<Answer> write) {
      begin();
      fence.check();
      var answer = write.get();
      if (answer instanceof Answer.Done done) {
        return Optional.of(done(done.now()));
      }
      if (answer instanceof Answer.Refused refused) {
        return Optional.of(
            held(
                record,
                new Hold(
                    HoldReason.REFUSED,
                    "The API server refuses the old state: " + refused.message())));
      }
      return Optional.empty();
    }

    /** On record before it is done; a conflict ends it here, where another replica was faster. */
    private void begin() {
      if (isBegun) {
        return;
      }
      var rollback = new RecordedRollback();
      rollback.by = replica;
      rollback.revision = revision.getMetadata().getName();
      record =
          store.setStatus(
              record,
              statuses.rollback(
                  ChangeAction.ROLLING_BACK,
                  ChangeStatuses.ROLLING_BACK,
                  "The last good state is being put back.",
                  rollback));
      isBegun = true;
    }

    /** Somebody was faster. That was a change like any other, and comes in as one. */
    private Outcome repaired() {
      held(
          record,
          new Hold(
              HoldReason.SUPERSEDED,
              "Somebody put the last good state back before Routeguard did."));
      return new Outcome.Held();
    }

    private Optional<Outcome> superseded() {
      return Optional.of(
          held(
              record,
              new Hold(
                  HoldReason.SUPERSEDED,
                  "Somebody changed the object again before its old state was put back; what it"
                      + " is now is judged by itself.")));
    }

    private Outcome done(KubernetesObject now) {
      var rollback = new RecordedRollback();
      rollback.time = clock.instant();
      rollback.by = replica;
      rollback.revision = revision.getMetadata().getName();
      rollback.resourceVersion = now.resourceVersion();
      rollback.uid = now.uid();
      rollback.attempts = attempts;
      rollback.message = message(now);
      store.setStatus(
          record,
          statuses.rollback(
              ChangeAction.ROLLED_BACK, ChangeStatuses.DONE, rollback.message, rollback));
      LOG.infof("rolled back: %s to revision %s", bad.ref(), rollback.revision);
      return new Outcome.PutBack(now);
    }

    private String message(KubernetesObject now) {
      return isDeletion()
          ? "The object was made again from its last good state. Its uid is new (%s): what referred to the old uid does not refer to it."
              .formatted(now.uid())
          : "The last good state was put back.";
    }

    private Map<String, Object> manifest() {
      return Objects.requireNonNull(revision.getSpec().state);
    }
  }
}
