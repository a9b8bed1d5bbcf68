package dev.routeguard.estate;

import java.util.Comparator;
import java.util.Objects;

/**
 * Which object: kind, namespace (empty for cluster-scoped kinds) and name. Prints as {@code
 * Ingress/shop/checkout}.
 */
public record ObjectRef(Kind kind, String namespace, String name) implements Comparable<ObjectRef> {
  private static final Comparator<ObjectRef> ORDER =
      Comparator.comparing(ObjectRef::kind)
          .thenComparing(ObjectRef::namespace)
          .thenComparing(ObjectRef::name);

  public ObjectRef {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  /** Written out, as every index is asked by it. */
  @Override
  public int hashCode() {
    return 31 * (31 * kind.ordinal() + namespace.hashCode()) + name.hashCode();
  }

  @Override
  public int compareTo(ObjectRef other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? kind + "/" + name : kind + "/" + namespace + "/" + name;
  }
}
