package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Kind;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.from.GatewayRule;
import java.util.Comparator;
import java.util.Map;

/**
 * The order in which Envoy Gateway puts the matches of one host (internal/gatewayapi/sort.go): by
 * path, then by headers of which the method is one, then by query parameters; of each first by
 * number, then by how many are no expressions. HTTPRoutes are read before GRPCRoutes.
 */
final class EnvoyGatewayOrder {
  static final Comparator<GatewayRule> BY_MATCH =
      Comparator.comparing((GatewayRule rule) -> tier(rule))
          .thenComparing(rule -> -characters(rule))
          .thenComparing(rule -> -(rule.match().headers().size() + furtherHeaders(rule)))
          .thenComparing(rule -> -exactHeaders(rule))
          .thenComparing(rule -> -rule.match().query().size())
          .thenComparing(rule -> -exact(rule.match().query()))
          .thenComparing(rule -> isCall(rule));

  private static final int PREFIX_TIER = 2;

  private EnvoyGatewayOrder() {}

  /** What a match of calls takes, whatever the HTTP method. */
  static RouteMatch byPath(RouteMatch match) {
    boolean isOfService = match.pathType() == PathType.STRING_PREFIX;
    var path = match.path();
    return new RouteMatch(
        match.host(),
        isOfService ? path.substring(0, path.length() - 1) : path,
        isOfService ? PathType.PREFIX : match.pathType(),
        "",
        match.headers(),
        match.query());
  }

  private static int tier(GatewayRule rule) {
    if (isOfMethodAlone(rule)) {
      return PREFIX_TIER;
    }
    return switch (rule.match().pathType()) {
      case EXACT -> 0;
      case REGEX, REGEX_IGNORE_CASE -> 1;
      case PREFIX, STRING_PREFIX -> PREFIX_TIER;
    };
  }

  /** The prefix of all paths counts for none. */
  private static int characters(GatewayRule rule) {
    var path = rule.match().path();
    return isOfMethodAlone(rule) || path.equals("/") ? 0 : path.length();
  }

  /** A call is known by its path alone, its method without service by how the path ends. */
  private static int furtherHeaders(GatewayRule rule) {
    return isCall(rule) ? (isOfMethodAlone(rule) ? 1 : 0) : method(rule.match());
  }

  private static int exactHeaders(GatewayRule rule) {
    return exact(rule.match().headers()) + (isCall(rule) ? 0 : method(rule.match()));
  }

  private static int method(RouteMatch match) {
    return match.method().isEmpty() ? 0 : 1;
  }

  private static int exact(Map<String, String> conditions) {
    return (int) conditions.values().stream().filter(value -> !value.startsWith("~")).count();
  }

  private static boolean isCall(GatewayRule rule) {
    return rule.route().ref().kind() == Kind.GRPC_ROUTE;
  }

  private static boolean isOfMethodAlone(GatewayRule rule) {
    return isCall(rule) && rule.place().characters() == 0 && rule.place().furtherCharacters() > 0;
  }
}
