package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;

/**
 * Whether a reference into another namespace is allowed by a ReferenceGrant there
 * (gateway.networking.k8s.io, referencegrant_types.go).
 */
public final class Grants {
  private Grants() {}

  /**
   * @param from the object that refers
   * @param group API group of what it refers to, empty for the core group
   */
  public static boolean allow(
      Estate estate, ObjectRef from, String group, String kind, String namespace, String name) {
    return from.namespace().equals(namespace)
        || estate.found(new IndexKey.InNamespace(Kind.REFERENCE_GRANT, namespace)).stream()
            .anyMatch(grant -> isFrom(grant, from) && isTo(grant, group, kind, name));
  }

  private static boolean isFrom(KubernetesObject grant, ObjectRef from) {
    return Tree.maps(grant.map("spec"), "from").stream()
        .anyMatch(
            entry ->
                Tree.text(entry, "group").equals(from.kind().group())
                    && Tree.text(entry, "kind").equals(from.kind().kindName())
                    && Tree.text(entry, "namespace").equals(from.namespace()));
  }

  private static boolean isTo(KubernetesObject grant, String group, String kind, String name) {
    return Tree.maps(grant.map("spec"), "to").stream()
        .anyMatch(
            entry ->
                Tree.text(entry, "group").equals(group)
                    && Tree.text(entry, "kind").equals(kind)
                    && (Tree.text(entry, "name").isEmpty()
                        || Tree.text(entry, "name").equals(name)));
  }
}
