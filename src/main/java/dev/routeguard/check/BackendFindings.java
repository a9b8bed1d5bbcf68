package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Share;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the checks about a route's backends have in common. */
final class BackendFindings {
  private BackendFindings() {}

  /** A finding about one backend of one route: match and backend are its subject. */
  static Finding finding(
      String check, Severity severity, RoutedShare routed, String message, String remedy) {
    var route = routed.route();
    return new Finding(
        check,
        severity,
        route.object(),
        Wording.place(route) + " -> " + routed.share().backend(),
        Wording.backendField(route.object(), route.fieldPath()),
        message,
        remedy,
        route.witness().toString());
  }

  /** {@code ; such requests are answered 503}, or nothing where that is not known. */
  static String answeredInstead(Share share) {
    return share.status() == 0 ? "" : "; such requests are answered " + share.status();
  }

  /** {@code which has no ready endpoint (0 of 6 ready)}. */
  static String noReadyEndpoint(Estate estate, Backend backend) {
    return "which has no ready endpoint (0 of %d ready)".formatted(endpoints(estate, backend));
  }

  private static int endpoints(Estate estate, Backend backend) {
    var addresses = new HashSet<Object>();
    for (var slice : estate.slicesOf(backend.namespace(), backend.service())) {
      slice.list("endpoints").forEach(endpoint -> addresses.addAll(addressesOf(endpoint)));
    }
    return addresses.size();
  }

  // An endpoint counts once whatever its family: the first address stands for it.
  private static Set<Object> addressesOf(Object endpoint) {
    return endpoint instanceof Map<?, ?> map
            && map.get("addresses") instanceof List<?> list
            && !list.isEmpty()
        ? Set.of(list.get(0))
        : Set.of();
  }
}
