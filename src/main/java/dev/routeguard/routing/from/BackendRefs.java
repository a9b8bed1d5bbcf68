package dev.routeguard.routing.from;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Backend;
import java.util.Map;
import java.util.Set;

/**
 * Reads a {@code backendRef} (shared_types.go, BackendObjectReference), with defaults filled in.
 */
public final class BackendRefs {
  /** Groups whose backends some implementation knows, so that they are unknown, not invalid. */
  private static final Set<String> VENDORS =
      Set.of(
          "multicluster.x-k8s.io",
          "net.gke.io",
          "gateway.envoyproxy.io",
          "gateway.kgateway.dev",
          "gateway.networking.x-k8s.io",
          "inference.networking.k8s.io",
          "inference.networking.x-k8s.io",
          "networking.istio.io",
          "traefik.io",
          "application-networking.k8s.aws");

  /**
   * One reference.
   *
   * @param group empty for the core group
   * @param port 0 where none is written
   */
  public record Ref(String group, String kind, String namespace, String name, int port) {
    public boolean isService() {
      return group.isEmpty() && kind.equals("Service");
    }

    /** Whether some implementation may know the kind. */
    public boolean isOfVendor() {
      return VENDORS.contains(group);
    }

    /** What answers, as routes name it. */
    public Backend backend() {
      var who = isService() ? name : kind + "/" + name;
      return new Backend(namespace, who, port > 0 ? Integer.toString(port) : "");
    }
  }

  private BackendRefs() {}

  /**
   * @param from the object that refers
   */
  public static Ref of(ObjectRef from, Map<String, Object> ref) {
    return new Ref(
        Tree.text(ref, "group"),
        Tree.text(ref, "kind", "Service"),
        Tree.text(ref, "namespace", from.namespace()),
        Tree.text(ref, "name"),
        (int) Tree.number(ref, "port", 0));
  }
}
