package dev.routeguard.policy;

import dev.routeguard.routing.Impact;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.util.List;
import java.util.Map;

/** Routes and what becomes of them, as expressions read them. */
final class TrafficVariables {
  private TrafficVariables() {}

  static List<Map<String, Object>> routes(List<RoutedMatch> routes) {
    return routes.stream().map(TrafficVariables::route).toList();
  }

  private static Map<String, Object> route(RoutedMatch route) {
    var match = route.match();
    return Map.of(
        "host", match.host(),
        "path", match.path(),
        "pathType", match.pathType().name(),
        "method", match.method(),
        "entry", route.entry().toString(),
        "fieldPath", route.fieldPath(),
        "outcome", route.outcome().inWords(),
        "served", route.outcome().isServed(),
        "backends", backends(route.outcome()),
        "attributes", route.outcome() instanceof Forward forward ? forward.attributes() : Map.of());
  }

  private static List<Map<String, Object>> backends(Outcome outcome) {
    return outcome instanceof Forward forward
        ? forward.shares().stream().map(TrafficVariables::backend).toList()
        : List.of();
  }

  private static Map<String, Object> backend(Share share) {
    return Map.of(
        "namespace", share.backend().namespace(),
        "service", share.backend().service(),
        "port", share.backend().port(),
        "percent", share.percent(),
        "readyEndpoints", (long) share.readyEndpoints());
  }

  static Map<String, Object> diff(RouteDiff diff) {
    return Map.of(
        "lost", deltas(diff, RouteDelta.Type.LOST),
        "gained", deltas(diff, RouteDelta.Type.GAINED),
        "moved", deltas(diff, RouteDelta.Type.MOVED),
        "reweighted", deltas(diff, RouteDelta.Type.REWEIGHTED),
        "changed", deltas(diff, RouteDelta.Type.CHANGED));
  }

  private static List<Map<String, Object>> deltas(RouteDiff diff, RouteDelta.Type type) {
    return diff.of(type).stream().map(TrafficVariables::delta).toList();
  }

  private static Map<String, Object> delta(RouteDelta delta) {
    return Map.of(
        "host", delta.match().host(),
        "path", delta.match().path(),
        "entry", delta.entry().toString(),
        "object", String.valueOf(delta.object() == null ? "" : delta.object()),
        "before", delta.before().inWords(),
        "after", delta.after().inWords(),
        "witness", delta.witness().toString());
  }

  static Map<String, Object> impact(Impact impact) {
    return Map.of(
        "routes", (long) impact.routes(),
        "hosts", (long) impact.hosts(),
        "namespaces", (long) impact.namespaces(),
        "readyEndpointsBefore", (long) impact.readyEndpointsBefore(),
        "readyEndpointsAfter", (long) impact.readyEndpointsAfter(),
        "lostPercent", impact.lostPercent(),
        "basis", impact.basis());
  }
}
