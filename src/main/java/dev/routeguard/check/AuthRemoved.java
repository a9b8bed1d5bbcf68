package dev.routeguard.check;

import dev.routeguard.routing.RouteAttribute;
import java.util.List;

/**
 * X12. The same match is answered without authentication after the change; a more specific route
 * without is {@link AuthBypassed}.
 */
public final class AuthRemoved implements ChangeCheck {
  static final String NAME = "auth-removed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X12",
          NAME,
          "Authentication removed",
          Severity.CRITICAL,
          "A served route asked for authentication and no longer does.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return AttributeChange.of(RouteAttribute.AUTHENTICATION, situation)
        .filter(AttributeChange::isRemoved)
        .filter(change -> !AuthBypassed.isBypass(situation, change))
        .map(
            change ->
                change.found(
                    DESCRIPTION,
                    "asked for authentication (%s) and will answer everybody"
                        .formatted(change.before()),
                    "Put it back, or agree with the route's owner that it is public."))
        .toList();
  }
}
