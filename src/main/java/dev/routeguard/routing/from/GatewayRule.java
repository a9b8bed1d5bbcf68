package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RouteMatch;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One match of one rule of a Gateway API route.
 *
 * @param match without host
 * @param place where the match ranks among those of its host
 * @param rule the rule it belongs to
 * @param ruleIndex place of the rule in the route
 * @param fieldPath where the match is written
 */
public record GatewayRule(
    KubernetesObject route,
    RouteMatch match,
    Place place,
    Map<String, Object> rule,
    int ruleIndex,
    String fieldPath) {

  /**
   * What decides between two matches of one host before headers do: lower tiers first, then more
   * characters, then more further characters.
   */
  public record Place(int tier, int characters, int furtherCharacters) {}

  /** The same rule for other requests. */
  public GatewayRule withMatch(RouteMatch other) {
    return new GatewayRule(route, other, place, rule, ruleIndex, fieldPath);
  }

  public GatewayRule {
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(place, "place");
  }

  /** Every match of every rule of a route of any kind, in the order written. */
  public static List<GatewayRule> of(KubernetesObject route) {
    return switch (route.ref().kind()) {
      case HTTP_ROUTE -> HttpRoutes.rules(route);
      case GRPC_ROUTE -> GrpcRoutes.rules(route);
      default -> StreamRoutes.rules(route);
    };
  }

  /** Where the rule is written. */
  public String rulePath() {
    return "spec.rules[" + ruleIndex + "]";
  }

  public List<Map<String, Object>> filters() {
    return Tree.maps(rule, "filters");
  }

  public List<Map<String, Object>> backendRefs() {
    return Tree.maps(rule, "backendRefs");
  }
}
