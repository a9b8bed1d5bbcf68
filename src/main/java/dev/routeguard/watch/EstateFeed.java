package dev.routeguard.watch;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts everything the informers show into one order and keeps the Estate of this moment. Informers
 * of different kinds run on threads of their own, so without this two listeners could see a Service
 * vanish before or after the route that named it.
 *
 * <p>Readers take {@link #estate()} from any thread; it never changes under them.
 */
public final class EstateFeed implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EstateFeed.class);

  private final Clock clock;
  private final Executor order;
  private final AutoCloseable thread;
  private final AtomicReference<Estate> estate;
  private final List<EstateListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean awaitsPods;

  /**
   * Starts with nothing known; optional kinds stay unknown unless {@link #expected} says otherwise.
   */
  public EstateFeed(Map<String, String> dialects, Clock clock) {
    this(dialects, clock, new SerialThread("routeguard-estate"));
  }

  private EstateFeed(Map<String, String> dialects, Clock clock, SerialThread thread) {
    this(dialects, clock, thread, thread);
  }

  /** For tests, which run everything in place. */
  EstateFeed(Map<String, String> dialects, Clock clock, Executor order, AutoCloseable thread) {
    this.clock = clock;
    this.order = order;
    this.thread = thread;
    var nothingYet = new EstateSettings(dialects, Set.of(), EnumSet.allOf(Kind.class));
    this.estate = new AtomicReference<>(Estate.empty(nothingYet));
  }

  /** Everything known at this moment. */
  public Estate estate() {
    return estate.get();
  }

  /**
   * Whether every kind was listed, or is known not to be served: what is absent does not exist. Not
   * waited for are Secrets; Pods are where they are watched, as without them every new selector
   * looks dangerous.
   */
  public boolean isSynced() {
    return estate.get().settings().isComplete() && !awaitsPods;
  }

  /** Tells the listener what is known now, then everything that comes. */
  public void subscribe(EstateListener listener) {
    order.execute(
        () -> {
          listener.startingFrom(estate.get());
          listeners.add(listener);
        });
  }

  /** Events already on their way may still arrive. */
  public void unsubscribe(EstateListener listener) {
    listeners.remove(listener);
  }

  /** An object as the API server gave it, new or changed. */
  void put(Map<String, ?> document) {
    order.execute(() -> read(document));
  }

  /** An object is gone. */
  void remove(ObjectRef ref) {
    order.execute(() -> step(ref, null));
  }

  /** All objects of a kind were put. */
  void listed(Kind kind) {
    order.execute(
        () -> {
          settings(without(unserved(), kind), without(unknown(), kind));
          awaitsPods &= kind != Kind.POD;
          tell(new EstateEvent.KindListed(kind, estate.get().settings()));
        });
  }

  /** A kind is served, its objects are not known yet. */
  void expected(Kind kind) {
    awaitsPods |= kind == Kind.POD;
    order.execute(() -> settings(without(unserved(), kind), with(unknown(), kind)));
  }

  /** A kind is not served. */
  void gone(Kind kind) {
    order.execute(
        () -> {
          if (unserved().contains(kind)) {
            return;
          }
          var rest = estate.get();
          for (var object : List.copyOf(rest.all(kind))) {
            rest = rest.without(object.ref());
          }
          estate.set(rest);
          settings(with(unserved(), kind), without(unknown(), kind));
          tell(new EstateEvent.KindGone(kind, estate.get().settings()));
        });
  }

  private void read(Map<String, ?> document) {
    try {
      Documents.read(document, clock.instant()).ifPresent(object -> step(object.ref(), object));
    } catch (IllegalArgumentException e) {
      LOG.warnf("left out of the estate, because it can't be read: %s", e.getMessage());
    }
  }

  private void step(ObjectRef ref, @Nullable KubernetesObject after) {
    var now = estate.get();
    var before = now.find(ref).orElse(null);
    if (isNoNews(before, after) || unserved().contains(ref.kind())) {
      return;
    }
    estate.set(after == null ? now.without(ref) : now.with(after));
    tell(new EstateEvent.Changed(ref, before, after, clock.instant()));
  }

  private static boolean isNoNews(
      @Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    if (before == null || after == null) {
      return before == after;
    }
    return isOld(after, before);
  }

  /** After a reconnect, an API server that lags behind may show what was true earlier. */
  private static boolean isOld(KubernetesObject after, KubernetesObject before) {
    return after.uid().equals(before.uid())
        && ResourceVersions.compare(after.resourceVersion(), before.resourceVersion()) <= 0;
  }

  private void tell(EstateEvent event) {
    for (var listener : listeners) {
      try {
        listener.seen(event);
      } catch (RuntimeException e) {
        // One listener's fault must not keep the event from the others, nor stop the feed.
        LOG.errorf(e, "a listener failed on %s", event);
      }
    }
  }

  private Set<Kind> unserved() {
    return estate.get().settings().unserved();
  }

  private Set<Kind> unknown() {
    return estate.get().settings().unknown();
  }

  private void settings(Set<Kind> unserved, Set<Kind> unknown) {
    var now = estate.get();
    estate.set(now.with(new EstateSettings(now.settings().dialects(), unserved, unknown)));
  }

  private static Set<Kind> with(Set<Kind> kinds, Kind kind) {
    var next = EnumSet.of(kind);
    next.addAll(kinds);
    return next;
  }

  private static Set<Kind> without(Set<Kind> kinds, Kind kind) {
    var next = EnumSet.noneOf(Kind.class);
    next.addAll(kinds);
    next.remove(kind);
    return next;
  }

  @Override
  public void close() throws Exception {
    thread.close();
  }
}
