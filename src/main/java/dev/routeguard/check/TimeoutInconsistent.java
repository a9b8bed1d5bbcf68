package dev.routeguard.check;

import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RoutedMatch;
import java.util.List;

/**
 * S02. The inner timeout can never be reached (HTTPRouteTimeouts: backendRequest must not exceed
 * request).
 */
public final class TimeoutInconsistent implements StateCheck {
  static final String NAME = "timeout-inconsistent";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S02",
          NAME,
          "Timeouts contradict each other",
          Severity.MEDIUM,
          "The timeout of one try at the backend is longer than that of the whole request.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope.routes().stream()
        .filter(route -> route.outcome() instanceof Forward)
        .filter(route -> seconds(route, RouteAttribute.TIMEOUT_REQUEST) > 0)
        .filter(
            route ->
                seconds(route, RouteAttribute.TIMEOUT_BACKEND)
                    > seconds(route, RouteAttribute.TIMEOUT_REQUEST))
        .map(
            route ->
                Found.on(
                    DESCRIPTION,
                    route,
                    "waits longer for its backend (%s s) than for the whole request (%s s)"
                        .formatted(
                            written(route, RouteAttribute.TIMEOUT_BACKEND),
                            written(route, RouteAttribute.TIMEOUT_REQUEST)),
                    "Make the outer timeout at least as long as the inner one."))
        .toList();
  }

  private static double seconds(RoutedMatch route, RouteAttribute attribute) {
    var value = written(route, attribute);
    return value.matches("[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(value) : 0;
  }

  private static String written(RoutedMatch route, RouteAttribute attribute) {
    return ((Forward) route.outcome()).attributes().getOrDefault(attribute.key(), "");
  }
}
