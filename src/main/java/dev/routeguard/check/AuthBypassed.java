package dev.routeguard.check;

import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteTables;
import java.util.List;

/**
 * X13. A new or rewritten match answers without authentication what a broader route protected;
 * CVE-2025-66490, CVE-2025-32431.
 */
public final class AuthBypassed implements ChangeCheck {
  static final String NAME = "auth-bypassed";
  private static final String PUBLIC_PATHS = "publicPaths";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X13",
          NAME,
          "More specific route bypasses authentication",
          Severity.CRITICAL,
          "A more specific route takes requests out of a route with authentication and has"
              + " none itself.",
          List.of(
              ParameterSpec.texts(
                  PUBLIC_PATHS, List.of(), "Paths, as routes write them, that may be open.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var open = parameters.texts(PUBLIC_PATHS);
    return AttributeChange.of(RouteAttribute.AUTHENTICATION, situation)
        .filter(AttributeChange::isRemoved)
        .filter(change -> isBypass(situation, change))
        .filter(change -> !open.contains(winner(situation.after(), change).path()))
        .map(
            change ->
                change.found(
                    DESCRIPTION,
                    "is taken out of a route with authentication (%s) by %s, which has none"
                        .formatted(change.before(), winner(situation.after(), change)),
                    "Repeat the authentication, or list the path in publicPaths."))
        .toList();
  }

  /** Whether another match answers than before. */
  static boolean isBypass(Situation situation, AttributeChange change) {
    return !winner(situation.before(), change).equals(winner(situation.after(), change));
  }

  private static RouteMatch winner(RouteTables tables, AttributeChange change) {
    var winner = tables.explain(change.delta().entry(), change.delta().witness()).winner();
    return winner == null ? change.delta().match() : winner.match();
  }
}
