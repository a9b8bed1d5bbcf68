package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.GatewayRule.Place;
import java.util.List;

/**
 * Reads TLSRoute, TCPRoute and UDPRoute: one rule that takes every connection its listener and, for
 * TLS, the server name let through (tlsroute_types.go, tcproute_types.go, udproute_types.go).
 */
final class StreamRoutes {
  private StreamRoutes() {}

  static List<GatewayRule> rules(KubernetesObject route) {
    var rules = Tree.maps(route.map("spec"), "rules");
    if (rules.isEmpty()) {
      return List.of();
    }
    var match = RouteMatch.ofPath("", "/", PathType.PREFIX);
    var place = new Place(0, 0, 0);
    return List.of(new GatewayRule(route, match, place, rules.get(0), 0, "spec.rules[0]"));
  }

  /** What of a route is not modelled. */
  static List<Untranslated> notes(KubernetesObject route) {
    return Tree.maps(route.map("spec"), "rules").size() < 2
        ? List.of()
        : List.of(
            new Untranslated(
                route.ref(), "spec.rules[1]", "the API takes one rule; what others do is open"));
  }
}
