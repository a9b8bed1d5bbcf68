package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.GatewayRule.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a GRPCRoute (grpcroute_types.go). A call of a method is a POST to {@code /service/method}
 * over HTTP/2, so a match of service and method is one of path and HTTP method.
 */
final class GrpcRoutes {
  private static final String ANYTHING = "[^/]+";

  private GrpcRoutes() {}

  static List<GatewayRule> rules(KubernetesObject route) {
    var found = new ArrayList<GatewayRule>();
    var rules = Tree.maps(route.map("spec"), "rules");
    for (int i = 0; i < rules.size(); i++) {
      var matches = Tree.maps(rules.get(i), "matches");
      var at = "spec.rules[" + i + "]";
      if (matches.isEmpty()) {
        found.add(rule(route, Map.of(), rules.get(i), i, at));
      }
      for (int j = 0; j < matches.size(); j++) {
        found.add(rule(route, matches.get(j), rules.get(i), i, at + ".matches[" + j + "]"));
      }
    }
    return found;
  }

  private static GatewayRule rule(
      KubernetesObject route,
      Map<String, Object> match,
      Map<String, Object> rule,
      int index,
      String fieldPath) {
    var call = Tree.map(match, "method");
    var service = Tree.text(call, "service");
    var method = Tree.text(call, "method");
    var path = path(service, method, Tree.text(call, "type").equals("RegularExpression"));
    var whole =
        new RouteMatch(
            "",
            path.path(),
            path.pathType(),
            "POST",
            HttpRoutes.conditions(match, "headers", true),
            Map.of());
    var place = new Place(tier(service, method), service.length(), method.length());
    return new GatewayRule(route, whole, place, rule, index, fieldPath);
  }

  /** More characters of the service go before more of the method (GRPCRouteRule.matches). */
  private static int tier(String service, String method) {
    if (service.isEmpty()) {
      return method.isEmpty() ? HttpRoutes.PREFIX_TIER : HttpRoutes.REGEX_TIER;
    }
    return HttpRoutes.EXACT_TIER;
  }

  private static RouteMatch path(String service, String method, boolean isRegex) {
    if (service.isEmpty() && method.isEmpty()) {
      return RouteMatch.ofPath("", "/", PathType.PREFIX);
    }
    if (isRegex || service.isEmpty()) {
      return RouteMatch.ofPath(
          "", "/" + part(service, isRegex) + "/" + part(method, isRegex), PathType.REGEX);
    }
    return method.isEmpty()
        ? RouteMatch.ofPath("", "/" + service + "/", PathType.STRING_PREFIX)
        : RouteMatch.ofPath("", "/" + service + "/" + method, PathType.EXACT);
  }

  private static String part(String written, boolean isRegex) {
    if (written.isEmpty()) {
      return ANYTHING;
    }
    return isRegex ? "(?:" + written + ")" : written.replaceAll("[^A-Za-z0-9_]", "\\\\$0");
  }

  /** What of a route is not modelled. */
  static List<Untranslated> notes(KubernetesObject route) {
    var notes = new ArrayList<Untranslated>();
    for (GatewayRule rule : rules(route)) {
      if (rule.match().pathType() == PathType.REGEX
          && RequestMatcher.compile(rule.match().path(), false).isEmpty()) {
        var at = rule.fieldPath() + ".method";
        notes.add(new Untranslated(route.ref(), at, "the expression is not one RE2 can take"));
      }
    }
    return notes;
  }
}
