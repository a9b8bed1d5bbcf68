package dev.routeguard.record;

import dev.routeguard.attestation.Attestations;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.watch.EstateEvent;
import dev.routeguard.watch.EstateListener;
import dev.routeguard.watch.ResourceVersions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Follows everything that lands, one event after the other, and has each change of a route judged
 * in the Estate before it. Compares content, never generations or who wrote: annotation edits do
 * not bump a generation, and our own writes come back like everybody's.
 *
 * <p>On the leader, changes are recorded and acted on; a take-over first compares the Estate with
 * what is on record, and so finds what landed while nobody watched. On other replicas, a change is
 * recorded only where this replica admitted it, because only here is known who asked.
 */
public final class LandedChanges implements EstateListener {
  private static final Logger LOG = Logger.getLogger(LandedChanges.class);

  private final Executor order;
  private final RecordStore store;
  private final Bookkeeper bookkeeper;
  private final AdmissionWitness witness;
  private final PendingAdmissions pending;
  private final OtherReplica otherReplica;
  private final Persistence persistence;
  private final Clock clock;
  private final Deque<Runnable> idleWork = new ArrayDeque<>();
  private volatile boolean leading;
  private Instant installed = Instant.EPOCH;
  private boolean tookOver;
  private Estate estate;

  /** Everything it works with. */
  public record Surroundings(
      RecordStore store,
      Rollbacks rollbacks,
      PendingAdmissions pending,
      Supplier<PolicyBook> policies,
      Supplier<Attestations> attestations,
      Announcer announcer,
      RecordPlaces places,
      int replicas,
      Clock clock,
      Pause pause) {}

  /**
   * @param order runs tasks one after the other, on a thread that may wait
   */
  public LandedChanges(Surroundings with, Executor order) {
    this.order = order;
    this.store = with.store();
    this.clock = with.clock();
    this.pending = with.pending();
    this.bookkeeper =
        new Bookkeeper(
            with.store(),
            with.rollbacks(),
            with.policies(),
            with.attestations(),
            with.announcer(),
            with.places(),
            with.clock());
    this.witness = new AdmissionWitness(with);
    this.otherReplica =
        new OtherReplica(
            with.store(), with.places(), with.clock(), with.pause(), with.replicas() > 1);
    this.persistence = new Persistence(with.pause(), with.announcer(), () -> leading);
    // Nothing is known yet, which is not the same as: nothing is there.
    this.estate = Estate.empty(new EstateSettings(Map.of(), Set.of(), EnumSet.allOf(Kind.class)));
  }

  /**
   * From now on this replica records and acts.
   *
   * @param since when Routeguard was installed; what is older was there before
   */
  public void lead(Instant since) {
    leading = true;
    order.execute(
        () -> {
          installed = since;
          tookOver = false;
          takeOverOnceComplete();
        });
  }

  /** Another replica leads, or none: nothing more is written from here. */
  public void follow() {
    leading = false;
  }

  @Override
  public void startingFrom(Estate known) {
    order.execute(
        () -> {
          estate = known;
          takeOverOnceComplete();
        });
  }

  @Override
  public void seen(EstateEvent event) {
    order.execute(
        () -> {
          if (event instanceof EstateEvent.Changed changed) {
            changed(changed);
          } else if (event instanceof EstateEvent.KindListed listed) {
            listed(listed);
          } else if (event instanceof EstateEvent.KindGone gone) {
            gone(gone);
          }
        });
  }

  private void changed(EstateEvent.Changed event) {
    var before = estate.find(event.ref()).orElse(null);
    var after = event.after();
    if (before == null ? after == null : isOvertaken(event, before)) {
      return;
    }
    var landing = new Landing(event.ref(), before, after, event.at(), false);
    if (isListed(event.ref().kind())
        && !RoutingScope.isSame(before, after)
        && RoutingScope.covers(event.ref(), before, after, estate)) {
      landed(landing);
    } else {
      apply(landing);
    }
  }

  /** While something was put back, the watch went on: what it showed until then is past. */
  private static boolean isOvertaken(EstateEvent.Changed event, KubernetesObject known) {
    var shown = event.after() != null ? event.after() : event.before();
    if (shown == null) {
      return false;
    }
    int order = ResourceVersions.compare(shown.resourceVersion(), known.resourceVersion());
    return event.after() != null && shown.uid().equals(known.uid())
        ? order <= 0
        : order < 0 && !shown.uid().equals(known.uid());
  }

  private void landed(Landing landing) {
    if (leading && tookOver) {
      settle(landing);
    } else {
      if (!leading) {
        witness.saw(landing, estate);
      }
      apply(landing);
    }
  }

  private void settle(Landing landing) {
    var asked = pending.whoAskedFor(landing.ref(), landing.before(), landing.after());
    var settled =
        persistence.until(
            landing.toString(), () -> bookkeeper.settle(landing, who(landing, asked), estate));
    settled.ifPresentOrElse(next -> estate = next, () -> apply(landing));
  }

  private Who who(Landing landing, Optional<Actor> asked) {
    return asked
        .map(Who::asked)
        .or(
            () ->
                otherReplica
                    .recordOf(landing)
                    .map(record -> Who.asked(ChangeRecords.actor(record.getSpec().actor))))
        .orElseGet(() -> Who.hintedBy(landing));
  }

  private void apply(Landing landing) {
    var after = landing.after();
    estate = after == null ? estate.without(landing.ref()) : estate.with(after);
  }

  private boolean isListed(Kind kind) {
    var settings = estate.settings();
    return !settings.unknown().contains(kind) && !settings.unserved().contains(kind);
  }

  private void gone(EstateEvent.KindGone gone) {
    for (var object : Set.copyOf(estate.all(gone.kind()))) {
      estate = estate.without(object.ref());
    }
    estate = estate.with(gone.settings());
    takeOverOnceComplete();
  }

  private void listed(EstateEvent.KindListed listed) {
    var isNews = !isListed(listed.kind());
    estate = estate.with(listed.settings());
    if (leading && tookOver && isNews) {
      compare(Set.of(listed.kind()));
    } else {
      takeOverOnceComplete();
    }
  }

  /** A half-known Estate would make everything look deleted. */
  private void takeOverOnceComplete() {
    if (leading && !tookOver && estate.settings().isComplete()) {
      tookOver = compare(EnumSet.allOf(Kind.class));
    }
  }

  private boolean compare(Set<Kind> kinds) {
    var result = persistence.until("taking over", () -> comparison(kinds));
    result.ifPresent(
        found -> {
          estate = found.before();
          found.landings().forEach(this::settle);
          found.baselines().forEach(object -> later(() -> bookkeeper.baseline(object)));
          LOG.infof(
              "took over: %d changes landed meanwhile, %d objects seen for the first time",
              found.landings().size(), found.baselines().size());
        });
    return result.isPresent();
  }

  private TakeOver comparison(Set<Kind> kinds) {
    var onRecord = LedgerReader.read(store, installed);
    bookkeeper.open(onRecord.ledger());
    for (var record : onRecord.unfinished()) {
      estate = bookkeeper.finish(record, estate);
    }
    var listed = EnumSet.noneOf(Kind.class);
    kinds.stream().filter(RoutingScope::covers).filter(this::isListed).forEach(listed::add);
    return TakeOver.of(estate, onRecord, listed, installed, clock.instant());
  }

  /** Work that has time: one piece at a time, behind the events that have come meanwhile. */
  private void later(Runnable work) {
    idleWork.add(work);
    if (idleWork.size() == 1) {
      order.execute(this::nextIdleWork);
    }
  }

  private void nextIdleWork() {
    var work = idleWork.peek();
    if (work == null) {
      return;
    }
    if (leading) {
      persistence.until(
          "keeping first states",
          () -> {
            work.run();
            return true;
          });
    }
    idleWork.remove();
    if (!idleWork.isEmpty()) {
      order.execute(this::nextIdleWork);
    }
  }
}
