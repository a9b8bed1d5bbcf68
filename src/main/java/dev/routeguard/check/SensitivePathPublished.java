package dev.routeguard.check;

import dev.routeguard.routing.RoutedMatch;
import java.util.List;

/** X11. Metrics, debug and admin pages are for the inside; a route for all paths is not meant. */
public final class SensitivePathPublished implements StateCheck {
  static final String NAME = "sensitive-path-published";
  private static final String PATTERNS = "patterns";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X11",
          NAME,
          "Admin path published",
          Severity.HIGH,
          "A route that is not internal matches a path from patterns, or one below, by"
              + " itself.",
          List.of(
              ParameterSpec.texts(
                  PATTERNS,
                  List.of(
                      "/admin",
                      "/metrics",
                      "/actuator",
                      "/debug",
                      "/console",
                      "/dashboard",
                      "/server-status"),
                  "Paths that are not to be published.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var patterns = parameters.texts(PATTERNS);
    return scope.routes().stream()
        .filter(route -> patterns.stream().anyMatch(pattern -> isBelow(route, pattern)))
        .filter(route -> Exposures.published(scope.tables(), route.entry()) != Exposure.INTERNAL)
        .map(
            route ->
                Found.on(
                    DESCRIPTION,
                    route,
                    "is for the inside and is published",
                    "Keep it internal, or take it off patterns where it is protected."))
        .toList();
  }

  private static boolean isBelow(RoutedMatch route, String pattern) {
    var path = route.match().path();
    return path.equals(pattern) || path.startsWith(pattern + "/") || path.startsWith(pattern + "(");
  }
}
