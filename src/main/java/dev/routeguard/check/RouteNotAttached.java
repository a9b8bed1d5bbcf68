package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.conditions.Condition;
import dev.routeguard.routing.conditions.GatewayConditions;
import dev.routeguard.routing.from.Attachments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** R16. No listener accepts the route; gateway-api, RouteConditionReason. */
public final class RouteNotAttached implements StateCheck {
  static final String NAME = "route-not-attached";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R16",
          NAME,
          "Route will not attach",
          Severity.HIGH,
          "For a parentRef of a route no listener accepts it: the Gateway, section or port is not there, its namespace or kind is not allowed, or no hostname fits.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var conditions = GatewayConditions.of(scope.estate());
    var found = new ArrayList<Found>();
    scope
        .present(Kind.GATEWAY_ROUTES.toArray(Kind[]::new))
        .forEach(
            route -> {
              conditions.ofRoute(route).stream()
                  .filter(one -> one.type().equals(Condition.ACCEPTED) && !one.status())
                  .map(one -> found(route, "" + one.parent(), one.section(), one.reason()))
                  .forEach(found::add);
              absentParents(scope, route).forEach(found::add);
            });
    return found;
  }

  private static Stream<Found> absentParents(Scope scope, KubernetesObject route) {
    return Tree.maps(route.map("spec"), "parentRefs").stream()
        .flatMap(parent -> Attachments.parent(route, parent).stream())
        .distinct()
        .filter(parent -> !scope.estate().isUnknown(parent.kind()))
        .filter(parent -> scope.estate().find(parent).isEmpty())
        .map(parent -> found(route, parent.toString(), "", "NoMatchingParent"))
        // Gateway and routes are often applied together, in any order.
        .map(found -> isBare(scope) ? found.as(Severity.MEDIUM) : found);
  }

  private static boolean isBare(Scope scope) {
    return scope.estate().all(Kind.GATEWAY).isEmpty();
  }

  private static Found found(KubernetesObject route, String parent, String section, String reason) {
    var at = section.isEmpty() ? parent : parent + " section " + section;
    return Found.at(
        DESCRIPTION,
        route.ref(),
        at,
        "spec.parentRefs",
        "%s does not attach to %s: %s (%s)".formatted(route.ref(), at, why(reason), reason),
        remedy(reason));
  }

  private static String why(String reason) {
    return switch (reason) {
      case "NoMatchingParent" -> "there is no such Gateway, section or port";
      case "NotAllowedByListeners" -> "no listener allows its namespace and kind";
      case "NoMatchingListenerHostname" -> "no listener has a hostname in common with it";
      default -> "the controller refuses it";
    };
  }

  private static String remedy(String reason) {
    return switch (reason) {
      case "NotAllowedByListeners" ->
          "Have the owner of the Gateway allow the namespace in allowedRoutes.";
      case "NoMatchingListenerHostname" -> "Use hostnames that one of the listeners covers.";
      default -> "Name a Gateway and section that are there.";
    };
  }
}
