package dev.routeguard.record;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are recorded. Routes, entries and classes always; a Service only where requests
 * come in through it or a route names it; endpoints, Pods and Namespaces never, because their churn
 * is the cluster's own breathing.
 */
final class RoutingScope {
  private static final Set<Kind> NEVER =
      Collections.unmodifiableSet(
          EnumSet.of(Kind.ENDPOINT_SLICE, Kind.NAMESPACE, Kind.SECRET, Kind.CONFIG_MAP, Kind.POD));

  private RoutingScope() {}

  /**
   * Whether changes of the object are recorded.
   *
   * @param before null where there is none
   * @param after null where there is none
   */
  static boolean covers(
      ObjectRef ref,
      @Nullable KubernetesObject before,
      @Nullable KubernetesObject after,
      Estate estate) {
    return switch (ref.kind()) {
      case INGRESS,
          INGRESS_CLASS,
          GATEWAY_CLASS,
          GATEWAY,
          LISTENER_SET,
          HTTP_ROUTE,
          GRPC_ROUTE,
          TLS_ROUTE,
          TCP_ROUTE,
          UDP_ROUTE,
          BACKEND_TLS_POLICY,
          REFERENCE_GRANT ->
          true;
      case ENDPOINT_SLICE, NAMESPACE, SECRET, CONFIG_MAP, POD -> false;
      case SERVICE ->
          isLoadBalancer(before)
              || isLoadBalancer(after)
              || !estate.routesNaming(ref.namespace(), ref.name()).isEmpty();
    };
  }

  static boolean covers(KubernetesObject object, Estate estate) {
    return covers(object.ref(), object, object, estate);
  }

  /** A Service that no request comes in through by itself. */
  static boolean isPlainService(KubernetesObject object) {
    return object.ref().kind() == Kind.SERVICE && !isLoadBalancer(object);
  }

  private static boolean isLoadBalancer(@Nullable KubernetesObject service) {
    return service != null && service.text("spec", "type").equals("LoadBalancer");
  }

  /** Whether nothing that routes differs: status, bookkeeping, or the very same state. */
  static boolean isSame(@Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    if (before == null || after == null) {
      return before == after;
    }
    return before == after || before.uid().equals(after.uid()) && Fingerprint.same(before, after);
  }

  /** Kinds whose changes may be recorded. */
  static boolean covers(Kind kind) {
    return !NEVER.contains(kind);
  }
}
