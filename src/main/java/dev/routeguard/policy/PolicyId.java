package dev.routeguard.policy;

import java.util.Comparator;
import java.util.Objects;

/**
 * Which policy, and which edition of it.
 *
 * @param namespace empty for a ClusterRoutePolicy
 * @param generation {@code metadata.generation}, 0 where it comes from a file
 */
public record PolicyId(String kind, String namespace, String name, long generation)
    implements Comparable<PolicyId> {
  public static final String CLUSTER_KIND = "ClusterRoutePolicy";
  public static final String NAMESPACED_KIND = "RoutePolicy";

  private static final Comparator<PolicyId> ORDER =
      Comparator.comparing(PolicyId::namespace)
          .thenComparing(PolicyId::name)
          .thenComparing(PolicyId::kind)
          .thenComparing(PolicyId::generation);

  public PolicyId {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  public static PolicyId cluster(String name, long generation) {
    return new PolicyId(CLUSTER_KIND, "", name, generation);
  }

  public static PolicyId namespaced(String namespace, String name, long generation) {
    return new PolicyId(NAMESPACED_KIND, namespace, name, generation);
  }

  public boolean isNamespaced() {
    return !namespace.isEmpty();
  }

  /** The same policy whatever its generation: {@code shop/no-lost-routes}. */
  public String qualifiedName() {
    return isNamespaced() ? namespace + "/" + name : name;
  }

  @Override
  public int compareTo(PolicyId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + "/" + qualifiedName();
  }
}
