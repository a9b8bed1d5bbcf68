package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import dev.routeguard.routing.RouteTables;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes judged as a whole: the estate before them, the estate after them, and what lies between.
 * The difference is computed once, when first asked for. For one thread.
 */
public final class Situation {
  /** Names the Service a slice belongs to; kubernetes.io/docs EndpointSlices, "Ownership". */
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private final List<Change> changes;
  private final Map<ObjectRef, List<Change>> byObject;
  private final RouteTables before;
  private final RouteTables after;
  private final Set<ObjectRef> meantDeletions;
  private final boolean factsOnly;
  private @Nullable RouteDiff diff;
  private @Nullable Impact impact;
  private @Nullable Set<ObjectRef> touched;

  private Situation(
      List<Change> changes, Estate before, Estate after, Set<ObjectRef> meantDeletions) {
    this.changes = List.copyOf(changes);
    this.byObject = changes.stream().collect(Collectors.groupingBy(Change::ref));
    this.meantDeletions = Set.copyOf(meantDeletions);
    this.factsOnly = Facts.only(this.changes);
    this.before = RouteTables.of(before);
    this.after = RouteTables.of(after);
  }

  /**
   * Changes on top of an estate. What a change says was there before wins over what the estate
   * holds: at admission, the watch may lag behind.
   */
  public static Situation of(List<Change> changes, Estate known) {
    return of(changes, known, Set.of());
  }

  /**
   * The same, where people have said of some objects that their deletion is meant.
   *
   * @param meantDeletions objects that may go although they serve
   */
  public static Situation of(List<Change> changes, Estate known, Set<ObjectRef> meantDeletions) {
    var before = known;
    var seen = new HashSet<ObjectRef>();
    for (var change : changes) {
      if (seen.add(change.ref())) {
        before = corrected(before, change);
      }
    }
    return new Situation(changes, before, before.with(changes), meantDeletions);
  }

  private static Estate corrected(Estate estate, Change change) {
    var known = estate.find(change.ref());
    var said = Optional.ofNullable(change.before());
    if (known.equals(said)) {
      return estate;
    }
    return said.map(estate::with).orElseGet(() -> estate.without(change.ref()));
  }

  public List<Change> changes() {
    return changes;
  }

  /** Those of one object. */
  public List<Change> changesOf(ObjectRef ref) {
    return byObject.getOrDefault(ref, List.of());
  }

  /** When the changes happen: the last one's time. */
  public Optional<Instant> at() {
    return changes.stream().map(Change::at).max(Comparator.naturalOrder());
  }

  public RouteTables before() {
    return before;
  }

  public RouteTables after() {
    return after;
  }

  /** What changes for requests. */
  public RouteDiff diff() {
    if (diff == null) {
      diff = RouteDiff.between(before, after);
    }
    return diff;
  }

  /** How much that is. */
  public Impact impact() {
    if (impact == null) {
      impact = Impact.of(diff(), before, after);
    }
    return impact;
  }

  /** Whether one of the changes edits, adds or removes the object itself. */
  public boolean changes(ObjectRef ref) {
    return byObject.containsKey(ref);
  }

  /** Whether people have said that the object may go although it serves. */
  public boolean isDeletionMeant(ObjectRef ref) {
    return meantDeletions.contains(ref);
  }

  /** Whether the changes only report what already happened, so that no verdict can deny them. */
  public boolean isFactsOnly() {
    return factsOnly;
  }

  /** The object after the changes, or before them where they remove it. */
  public Optional<KubernetesObject> object(ObjectRef ref) {
    return after.estate().find(ref).or(() -> before.estate().find(ref));
  }

  /**
   * The objects whose findings the changes may alter: those changed, those that name a changed
   * Service or read a changed Secret, and those whose requests are answered differently.
   */
  public Set<ObjectRef> touched() {
    if (touched == null) {
      var refs = new TreeSet<ObjectRef>();
      changes.forEach(change -> addWithUsers(change, refs));
      diff().deltas().forEach(delta -> addObjects(delta, refs));
      touched = Set.copyOf(refs);
    }
    return touched;
  }

  private void addWithUsers(Change change, Set<ObjectRef> refs) {
    refs.add(change.ref());
    var readers = new IndexKey.Reads(change.ref());
    refs.addAll(before.estate().refs(readers));
    refs.addAll(after.estate().refs(readers));
    for (var service : servicesOf(change)) {
      refs.add(service);
      refs.addAll(before.estate().routesNaming(service.namespace(), service.name()));
      refs.addAll(after.estate().routesNaming(service.namespace(), service.name()));
    }
  }

  private static void addObjects(RouteDelta delta, Set<ObjectRef> refs) {
    Optional.ofNullable(delta.object()).ifPresent(refs::add);
    Optional.ofNullable(delta.objectAfter()).ifPresent(refs::add);
  }

  private Set<ObjectRef> servicesOf(Change change) {
    var services = new TreeSet<ObjectRef>();
    if (change.ref().kind() == Kind.SERVICE) {
      services.add(change.ref());
    } else if (change.ref().kind() == Kind.ENDPOINT_SLICE) {
      addService(change.before(), services);
      addService(change.after(), services);
    } else if (change.ref().kind() == Kind.POD) {
      addSelecting(change, services);
    }
    return services;
  }

  private void addSelecting(Change change, Set<ObjectRef> services) {
    Optional.ofNullable(change.before())
        .ifPresent(pod -> services.addAll(before.estate().servicesSelecting(pod)));
    Optional.ofNullable(change.after())
        .ifPresent(pod -> services.addAll(after.estate().servicesSelecting(pod)));
  }

  private static void addService(@Nullable KubernetesObject slice, Set<ObjectRef> services) {
    if (slice != null && slice.labels().containsKey(SERVICE_NAME)) {
      services.add(
          new ObjectRef(Kind.SERVICE, slice.ref().namespace(), slice.labels().get(SERVICE_NAME)));
    }
  }
}
