package dev.routeguard.record;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.record.Ledger.Known;
import dev.routeguard.watch.ResourceVersions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What happened while nobody watched: the Estate of this moment compared with what is on record.
 *
 * <p>An object without any record was either there before Routeguard, or was created while nobody
 * watched. Its creation time against that of the installation tells which; both are times of the
 * API server's clock.
 *
 * @param before the Estate as it is on record: that of this moment, without what happened
 * @param landings what happened, in the order in which it is judged
 * @param baselines objects that are seen for the first time and were there before
 */
record TakeOver(Estate before, List<Landing> landings, List<KubernetesObject> baselines) {
  private static final Logger LOG = Logger.getLogger(TakeOver.class);

  /**
   * Changes and creations in the order they were made, then deletions: who moves a route to
   * something new removes the old last.
   */
  private static final Comparator<Landing> ORDER =
      Comparator.comparing((Landing landing) -> landing.after() == null)
          .thenComparing(
              (one, other) ->
                  ResourceVersions.compare(
                      one.subject().resourceVersion(), other.subject().resourceVersion()))
          .thenComparing(Landing::ref);

  static TakeOver of(
      Estate now, LedgerReader onRecord, Set<Kind> kinds, Instant since, Instant at) {
    return new Comparison(now, onRecord, since, at).of(kinds);
  }

  /** One comparison on its way. */
  private static final class Comparison {
    private final Estate now;
    private final LedgerReader onRecord;
    private final Instant since;
    private final Instant at;
    private final List<Landing> landings = new ArrayList<>();
    private final List<KubernetesObject> baselines = new ArrayList<>();

    Comparison(Estate now, LedgerReader onRecord, Instant since, Instant at) {
      this.now = now;
      this.onRecord = onRecord;
      this.since = since;
      this.at = at;
    }

    TakeOver of(Set<Kind> kinds) {
      var refs = new HashSet<>(onRecord.ledger().objects());
      for (Kind kind : kinds) {
        now.all(kind).forEach(object -> refs.add(object.ref()));
      }
      refs.stream().filter(ref -> kinds.contains(ref.kind())).forEach(this::compare);
      landings.sort(ORDER);
      return new TakeOver(asRecorded(), landings, baselines);
    }

    private Estate asRecorded() {
      var estate = now;
      for (var landing : landings) {
        var before = landing.before();
        estate = before == null ? estate.without(landing.ref()) : estate.with(before);
      }
      return estate;
    }

    private void compare(ObjectRef ref) {
      var object = now.find(ref);
      var known = onRecord.ledger().find(ref);
      if (known.isEmpty()) {
        object.ifPresent(this::firstSight);
      } else if (object.isEmpty()) {
        missing(ref, known.get());
      } else if (!known.get().is(object.get())) {
        different(known.get(), object.get());
      } else if (known.get().lacksRevision()) {
        baselines.add(object.get());
      }
    }

    private void firstSight(KubernetesObject object) {
      if (!RoutingScope.covers(object, now)) {
        return;
      }
      // A plain Service comes before the route that names it, and is recorded from its first
      // change.
      if (object.created().isAfter(since) && !RoutingScope.isPlainService(object)) {
        add(object.ref(), null, object);
      } else {
        baselines.add(object);
      }
    }

    private void missing(ObjectRef ref, Known known) {
      if (!known.isDeleted()) {
        state(ref).ifPresent(before -> add(ref, before, null));
      }
    }

    private void different(Known known, KubernetesObject object) {
      var before = known.isDeleted() ? null : state(object.ref()).orElse(null);
      if (RoutingScope.covers(object.ref(), before, object, now)) {
        add(object.ref(), before, object);
      }
    }

    private void add(
        ObjectRef ref, @Nullable KubernetesObject before, @Nullable KubernetesObject after) {
      landings.add(new Landing(ref, before, after, at, true));
    }

    private Optional<KubernetesObject> state(ObjectRef ref) {
      var revision = Optional.ofNullable(onRecord.lastGood().get(ref));
      var state = revision.flatMap(StoredState::read);
      if (revision.isPresent() && state.isEmpty()) {
        LOG.errorf(
            "RouteRevision %s/%s does not match its hash: somebody edited it, it is not used",
            revision.get().getMetadata().getNamespace(), revision.get().getMetadata().getName());
      }
      return state;
    }
  }
}
