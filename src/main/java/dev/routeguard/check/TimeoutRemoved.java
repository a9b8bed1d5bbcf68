package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.routing.RouteAttribute;
import java.util.List;
import java.util.stream.Stream;

/**
 * S01. A bounded timeout turns into an unbounded one. Gateway API has no timeout where none is
 * written and none at {@code 0s} (HTTPRouteTimeouts); of an Ingress the controller has a default of
 * its own, so only a value out of bounds counts there.
 */
public final class TimeoutRemoved implements ChangeCheck {
  static final String NAME = "timeout-removed";
  private static final String MIN = "min";
  private static final String MAX = "max";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S01",
          NAME,
          "Timeout removed, disabled or out of bounds",
          Severity.MEDIUM,
          "A request or backend timeout disappears, becomes 0 or leaves the bounds min and"
              + " max (seconds).",
          List.of(
              ParameterSpec.number(MIN, 1, 0, 86400, "Shortest timeout in seconds."),
              ParameterSpec.number(MAX, 300, 1, 86400, "Longest timeout in seconds.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return Stream.of(RouteAttribute.TIMEOUT_REQUEST, RouteAttribute.TIMEOUT_BACKEND)
        .flatMap(attribute -> AttributeChange.of(attribute, situation))
        .filter(AttributeChange::isSameObject)
        .filter(change -> isBounded(change.before(), change, parameters))
        .filter(change -> !isBounded(change.after(), change, parameters))
        .map(
            change ->
                change.found(
                    DESCRIPTION,
                    "has a %s of %s s and will have %s"
                        .formatted(
                            change.attribute().key(),
                            change.before().isEmpty() ? "default" : change.before(),
                            change.after().isEmpty() ? "none" : change.after() + " s"),
                    "Set a timeout between %.0f and %.0f seconds."
                        .formatted(parameters.decimal(MIN), parameters.decimal(MAX))))
        .toList();
  }

  private static boolean isBounded(String value, AttributeChange change, Parameters parameters) {
    if (value.isEmpty()) {
      return change.object().kind() == Kind.INGRESS;
    }
    if (!value.matches("[0-9]+(\\.[0-9]+)?")) {
      return true;
    }
    var seconds = Double.parseDouble(value);
    return seconds >= parameters.decimal(MIN) && seconds <= parameters.decimal(MAX);
  }
}
