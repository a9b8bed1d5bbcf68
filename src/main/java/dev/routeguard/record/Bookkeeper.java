package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RevisionReason;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.api.v1alpha1.VerdictName;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.record.Ledger.Good;
import dev.routeguard.record.Ledger.Known;
import dev.routeguard.record.Rollbacks.Bad;
import dev.routeguard.record.Rollbacks.Earlier;
import dev.routeguard.record.Rollbacks.Outcome;
import dev.routeguard.review.Review;
import dev.routeguard.review.Verdict;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The leader's hand: judges what landed, records it, keeps good states, has bad ones put back. Each
 * step is one that may be done again, because the process may end after any of them: what is stored
 * decides where the next process goes on. For one thread.
 */
final class Bookkeeper {
  private final RecordStore store;
  private final Rollbacks rollbacks;
  private final Supplier<PolicyBook> policies;
  private final Supplier<Attestations> attestations;
  private final Announcer announcer;
  private final ChangeRecords changeRecords;
  private final RevisionRecords revisionRecords;
  private final ChangeStatuses statuses;
  private final Clock clock;
  private Ledger ledger = new Ledger();

  Bookkeeper(
      RecordStore store,
      Rollbacks rollbacks,
      Supplier<PolicyBook> policies,
      Supplier<Attestations> attestations,
      Announcer announcer,
      RecordPlaces places,
      Clock clock) {
    this.store = store;
    this.rollbacks = rollbacks;
    this.policies = policies;
    this.attestations = attestations;
    this.announcer = announcer;
    this.changeRecords = new ChangeRecords(places);
    this.revisionRecords = new RevisionRecords(places, clock);
    this.statuses = new ChangeStatuses(clock);
    this.clock = clock;
  }

  /** Goes on with what is on record. */
  void open(Ledger onRecord) {
    this.ledger = onRecord;
  }

  /** Keeps the state of an object that is seen for the first time, or that a crash left unkept. */
  void baseline(KubernetesObject object) {
    var known = ledger.find(object.ref());
    if (known.isEmpty()) {
      keep(object, RevisionReason.BASELINE, null);
    } else if (known.get().is(object) && known.get().lacksRevision()) {
      keep(object, RevisionReason.ADMITTED, null);
    }
  }

  private void keep(KubernetesObject object, RevisionReason reason, @Nullable String change) {
    var number = ledger.find(object.ref()).map(Known::nextNumber).orElse(1L);
    var stored = store.ensure(revisionRecords.revision(object, number, reason, change));
    ledger.good(object.ref(), object, stored);
  }

  /**
   * Judges and records what landed, and acts on it.
   *
   * @param estate before the change
   * @param who who asked for it, as far as known
   * @return the estate that the next change is judged in
   */
  Estate settle(Landing landing, Who who, Estate estate) {
    var before = landing.before();
    if (before != null && ledger.find(landing.ref()).isEmpty()) {
      keep(before, RevisionReason.BASELINE, null);
    }
    var change = Change.between(before, landing.after(), who.actor(), Origin.WATCH, landing.at());
    var review = Review.of(change, estate, policies.get(), attestations.get());
    var record = store.ensure(changeRecords.record(entry(landing, change, review, who)));
    var action = LedgerReader.action(record);
    if (action.isPresent() && action.get() != ChangeAction.ROLLING_BACK) {
      return settledBefore(landing, record, action.get(), estate);
    }
    var next = act(landing, record, review, estate);
    NamedServices.of(landing.ref(), next).forEach(this::baseline);
    return next;
  }

  private ChangeEntry entry(Landing landing, Change change, Review review, Who who) {
    var revision = ledger.lastGood(landing.ref()).map(Good::name).orElse("");
    return new ChangeEntry(landing.recordName(), change, review, who.origin(), true, revision);
  }

  /** The process before this one, this one before a failure, or another replica was here before. */
  private Estate settledBefore(
      Landing landing, RouteChange record, ChangeAction action, Estate estate) {
    if (action == ChangeAction.ROLLED_BACK) {
      ledger.rolledBack(landing.ref(), LedgerReader.earlier(record));
      ledger.backToGood(landing.ref(), LedgerReader.uid(record));
      return estate;
    }
    remember(landing, LedgerReader.isGood(record));
    return after(landing, estate);
  }

  private Estate act(Landing landing, RouteChange record, Review review, Estate estate) {
    if (review.verdict() == Verdict.ROLL_BACK) {
      return rollBack(landing, record, review, estate);
    }
    if (review.verdict() == Verdict.DENY) {
      remember(landing, false);
      var status =
          statuses.open(
              ChangeAction.LANDED,
              ChangeStatuses.AGAINST_POLICY,
              "A policy is against this change, which passed admission by; no policy asks to put"
                  + " the old state back.");
      store.setStatus(record, status);
      announcer.decided(record, ChangeAction.LANDED, review);
    } else {
      admit(landing, record, review, estate);
    }
    return after(landing, estate);
  }

  private void admit(Landing landing, RouteChange record, Review review, Estate estate) {
    var action = review.verdict() == Verdict.WARN ? ChangeAction.WARNED : ChangeAction.ADMITTED;
    var isGood = isGood(landing, estate);
    remember(landing, isGood);
    if (isGood && landing.after() != null) {
      keep(landing.after(), RevisionReason.ADMITTED, record.getMetadata().getName());
    }
    store.setStatus(
        record,
        isGood
            ? statuses.done(action, "Nothing is left to do.")
            : statuses.done(
                action,
                ChangeStatuses.STILL_BAD,
                "The change adds nothing bad, but the object still is not in a good state."));
    announcer.decided(record, action, review);
  }

  /**
   * A change that adds nothing to a bad state is let through, or nobody could repair in steps. Its
   * result is one to go back to only where it would have been let through coming from the last good
   * state as well.
   */
  private boolean isGood(Landing landing, Estate estate) {
    var known = ledger.find(landing.ref());
    var after = landing.after();
    if (after == null || known.isEmpty() || known.get().isGood()) {
      return true;
    }
    var lastGood = lastGood(landing).flatMap(StoredState::read);
    if (lastGood.isEmpty()) {
      return false;
    }
    var change = Change.between(lastGood.get(), after, Actor.UNKNOWN, Origin.WATCH, landing.at());
    var coming = estate.with(lastGood.get());
    return Review.of(change, coming, policies.get(), attestations.get()).isAdmitted();
  }

  private Estate rollBack(Landing landing, RouteChange record, Review review, Estate estate) {
    remember(landing, false);
    var outcome =
        rollbacks.putBack(
            new Bad(
                landing.ref(),
                record,
                landing.before(),
                lastGood(landing),
                after(landing, estate),
                ledger.rollbacksOf(landing.ref())));
    if (outcome instanceof Outcome.PutBack putBack) {
      wasPutBack(landing.ref(), record, putBack.now());
      announcer.decided(record, ChangeAction.ROLLED_BACK, review);
      return estate.with(putBack.now());
    }
    announcer.decided(record, ChangeAction.HELD, review);
    return outcome instanceof Outcome.Superseded ? estate : after(landing, estate);
  }

  private void wasPutBack(ObjectRef ref, RouteChange record, KubernetesObject now) {
    var fingerprint = Objects.requireNonNullElse(record.getSpec().fingerprint, "");
    ledger.rolledBack(ref, new Earlier(fingerprint, clock.instant()));
    ledger.landed(ref, now, true);
    if (ledger.find(ref).filter(Known::lacksRevision).isPresent()) {
      keep(now, RevisionReason.RESTORED, record.getMetadata().getName());
    }
  }

  /** Of the same object: what bore the name before it was deleted and made again is another. */
  private Optional<RouteRevision> lastGood(Landing landing) {
    var uid = landing.before() == null ? "" : landing.before().uid();
    return ledger
        .lastGood(landing.ref())
        .filter(good -> good.uid().equals(uid))
        .flatMap(good -> store.revision(good.namespace(), good.name()));
  }

  private void remember(Landing landing, boolean isGood) {
    if (landing.after() == null) {
      ledger.deleted(landing.ref());
    } else {
      ledger.landed(landing.ref(), landing.after(), isGood);
    }
  }

  private static Estate after(Landing landing, Estate estate) {
    var after = landing.after();
    return after == null ? estate.without(landing.ref()) : estate.with(after);
  }

  /**
   * Carries a record to its end that the process before this one left.
   *
   * @param now everything at this moment
   * @return everything at this moment, after what was done
   */
  Estate finish(RouteChange record, Estate now) {
    var ref = StoredState.ref(record.getSpec().object).orElseThrow();
    var isBegun = LedgerReader.action(record).isPresent();
    if (isBegun || record.getSpec().verdict == VerdictName.ROLL_BACK) {
      return finishRollback(ref, record, now);
    }
    var action = settledAction(record);
    store.setStatus(
        record,
        action == ChangeAction.LANDED
            ? statuses.open(
                action,
                ChangeStatuses.AGAINST_POLICY,
                "A policy is against this change, which passed admission by.")
            : statuses.done(action, "Nothing is left to do."));
    announcer.decided(record, action, null);
    return now;
  }

  private static ChangeAction settledAction(RouteChange record) {
    return switch (Objects.requireNonNull(record.getSpec().verdict)) {
      case ADMIT -> ChangeAction.ADMITTED;
      case WARN -> ChangeAction.WARNED;
      case DENY, ROLL_BACK -> ChangeAction.LANDED;
    };
  }

  private Estate finishRollback(ObjectRef ref, RouteChange record, Estate now) {
    var uid = record.getSpec().object == null ? null : record.getSpec().object.uid;
    var lastGood =
        ledger
            .lastGood(ref)
            .filter(good -> good.uid().equals(uid))
            .flatMap(good -> store.revision(good.namespace(), good.name()));
    var before = lastGood.flatMap(StoredState::read).orElse(null);
    var outcome =
        rollbacks.putBack(new Bad(ref, record, before, lastGood, now, ledger.rollbacksOf(ref)));
    if (outcome instanceof Outcome.PutBack putBack) {
      wasPutBack(ref, record, putBack.now());
      announcer.decided(record, ChangeAction.ROLLED_BACK, null);
      return now.with(putBack.now());
    }
    announcer.decided(record, ChangeAction.HELD, null);
    return now;
  }
}
