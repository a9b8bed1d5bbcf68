package dev.routeguard.estate;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything that decides routing at one moment. Immutable: {@code with} gives the next one and
 * shares all that did not change, so that holding two costs little more than holding one. Indexes
 * answer "which routes name this Service" and "which objects claim this host" without a walk over
 * everything.
 */
public final class Estate {
  /** How many steps back {@link #changedSince} follows before it compares object by object. */
  private static final int MAX_LINEAGE = 64;

  private final EstateSettings settings;
  private final PMap<Kind, PMap<ObjectRef, KubernetesObject>> kinds;
  private final EstateIndex index;
  private final WeakReference<Estate> parent;
  private final Set<ObjectRef> changedSinceParent;

  private Estate(
      EstateSettings settings,
      PMap<Kind, PMap<ObjectRef, KubernetesObject>> kinds,
      EstateIndex index,
      @Nullable Estate parent,
      Set<ObjectRef> changedSinceParent) {
    this.settings = settings;
    this.kinds = kinds;
    this.index = index;
    this.parent = new WeakReference<>(parent);
    this.changedSinceParent = changedSinceParent;
  }

  public static Estate empty(EstateSettings settings) {
    return new Estate(settings, HashTreePMap.empty(), EstateIndex.EMPTY, null, Set.of());
  }

  public EstateSettings settings() {
    return settings;
  }

  /** With other settings and the same objects; no lineage, as every reading may differ. */
  public Estate with(EstateSettings other) {
    return new Estate(other, kinds, index, null, Set.of());
  }

  /**
   * As read from files that are all there is: of the optional kinds, one that no object has is
   * unknown, as nobody looked; one that some object has is complete.
   */
  public Estate asGiven() {
    var unknown = EnumSet.copyOf(Kind.OPTIONAL);
    unknown.addAll(settings.unknown());
    unknown.removeIf(kind -> !of(kind).isEmpty());
    return with(new EstateSettings(settings.dialects(), settings.unserved(), unknown));
  }

  /** As who may read everything sees it: of no kind is anything unknown. */
  public Estate whole() {
    return with(new EstateSettings(settings.dialects(), settings.unserved(), Set.of()));
  }

  /** With the object added, or put in the place of the one of the same name. */
  public Estate with(KubernetesObject object) {
    return next(object.ref(), object);
  }

  public Estate without(ObjectRef ref) {
    return next(ref, null);
  }

  /** After the change. */
  public Estate with(Change change) {
    return next(change.ref(), change.after());
  }

  /** After all changes, in their order; one step of lineage however many they are. */
  public Estate with(List<Change> changes) {
    var estate = this;
    var changed = new HashSet<ObjectRef>();
    for (Change change : changes) {
      estate = estate.with(change);
      changed.add(change.ref());
    }
    return new Estate(settings, estate.kinds, estate.index, this, Set.copyOf(changed));
  }

  private Estate next(ObjectRef ref, @Nullable KubernetesObject after) {
    var before = of(ref.kind()).get(ref);
    if (before == after) {
      return this;
    }
    var ofKind = after == null ? of(ref.kind()).minus(ref) : of(ref.kind()).plus(ref, after);
    return new Estate(
        settings, kinds.plus(ref.kind(), ofKind), index.replace(before, after), this, Set.of(ref));
  }

  public Optional<KubernetesObject> find(ObjectRef ref) {
    return Optional.ofNullable(of(ref.kind()).get(ref));
  }

  /** All objects of a kind, in no particular order. */
  public Collection<KubernetesObject> all(Kind kind) {
    return of(kind).values();
  }

  public Optional<KubernetesObject> service(String namespace, String name) {
    return find(new ObjectRef(Kind.SERVICE, namespace, name));
  }

  /** The EndpointSlices that carry a Service's name label, in no particular order. */
  public Collection<KubernetesObject> slicesOf(String namespace, String service) {
    return found(new IndexKey.Slices(namespace, service));
  }

  /** Route objects (Ingress, HTTPRoute) with a backend that names this Service. */
  public Set<ObjectRef> routesNaming(String namespace, String service) {
    return refs(new IndexKey.Backend(namespace, service));
  }

  /** The Pods a selector selects (core/v1 ServiceSpec.selector); none where it is empty. */
  public List<KubernetesObject> podsSelected(String namespace, Map<String, Object> selector) {
    return selector.entrySet().stream()
        .map(label -> new IndexKey.PodLabel(namespace, label.getKey(), label.getValue().toString()))
        .min(Comparator.comparingInt(key -> refs(key).size()))
        .map(this::found)
        .orElse(List.of())
        .stream()
        .filter(pod -> Pods.isSelected(pod, selector))
        .toList();
  }

  /** The Services that select a Pod with these labels. */
  public Set<ObjectRef> servicesSelecting(KubernetesObject pod) {
    var selecting = new HashSet<ObjectRef>();
    pod.labels()
        .forEach(
            (label, value) ->
                found(new IndexKey.Selects(pod.ref().namespace(), label, value)).stream()
                    .filter(service -> Pods.isSelected(pod, service.map("spec", "selector")))
                    .forEach(service -> selecting.add(service.ref())));
    return selecting;
  }

  /** The addresses that Ingresses of a class as written show in their status. */
  public Set<String> addressesOfClass(String className) {
    return index.addresses(className);
  }

  /** The references filed under a key. */
  public Set<ObjectRef> refs(IndexKey key) {
    return index.refs(key);
  }

  /** The objects filed under a key, in no particular order. */
  public List<KubernetesObject> found(IndexKey key) {
    return refs(key).stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /** Whether nobody looked for objects of this kind, so that absence means nothing. */
  public boolean isUnknown(Kind kind) {
    return settings.unknown().contains(kind);
  }

  /**
   * Objects that differ from an earlier Estate: added, replaced or removed. Cheap where this one
   * grew out of the earlier in a few steps, otherwise a comparison by reference.
   */
  public Set<ObjectRef> changedSince(Estate earlier) {
    var changed = new HashSet<ObjectRef>();
    var step = this;
    for (int steps = 0; step != null && steps < MAX_LINEAGE; steps++) {
      if (step == earlier) {
        changed.removeIf(ref -> find(ref).equals(earlier.find(ref)));
        return Set.copyOf(changed);
      }
      changed.addAll(step.changedSinceParent);
      step = step.parent.get();
    }
    return compare(earlier);
  }

  private Set<ObjectRef> compare(Estate earlier) {
    var changed = new HashSet<ObjectRef>();
    for (Kind kind : Kind.values()) {
      var before = earlier.of(kind);
      var after = of(kind);
      if (before != after) {
        after.forEach((ref, object) -> addUnlessSame(changed, ref, object, before.get(ref)));
        before.keySet().stream().filter(ref -> !after.containsKey(ref)).forEach(changed::add);
      }
    }
    return Set.copyOf(changed);
  }

  private static void addUnlessSame(
      Set<ObjectRef> changed,
      ObjectRef ref,
      KubernetesObject object,
      @Nullable KubernetesObject before) {
    if (object != before && !object.equals(before)) {
      changed.add(ref);
    }
  }

  public int size() {
    return kinds.values().stream().mapToInt(Map::size).sum();
  }

  /** A copy of all objects by reference. */
  public Map<ObjectRef, KubernetesObject> objects() {
    var all = new HashMap<ObjectRef, KubernetesObject>();
    kinds.values().forEach(all::putAll);
    return all;
  }

  private PMap<ObjectRef, KubernetesObject> of(Kind kind) {
    return kinds.getOrDefault(kind, HashTreePMap.empty());
  }
}
