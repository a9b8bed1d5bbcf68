package dev.routeguard.check;

import dev.routeguard.routing.RouteAttribute;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * S13. Without a limit one client can take everything; a new one turns clients away (ingress-nginx
 * limit-*).
 */
public final class RateLimitChanged implements ChangeCheck {
  static final String NAME = "rate-limit-changed";
  private static final String FACTOR = "factor";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S13",
          NAME,
          "Rate limit removed or changed",
          Severity.MEDIUM,
          "A rate limit of a served route appears, disappears or changes by more than" + " factor.",
          List.of(
              ParameterSpec.number(FACTOR, 2, 1, 1000, "How much a limit may grow or shrink.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var factor = parameters.decimal(FACTOR);
    return AttributeChange.of(RouteAttribute.RATE_LIMIT, situation)
        .filter(AttributeChange::isSameObject)
        .filter(change -> isFar(numbers(change.before()), numbers(change.after()), factor))
        .map(
            change ->
                change.found(
                    DESCRIPTION,
                    "has rate limit %s and will have %s"
                        .formatted(orNone(change.before()), orNone(change.after())),
                    "Observe what clients do before enforcing or lifting a limit."))
        .toList();
  }

  private static String orNone(String value) {
    return value.isEmpty() ? "none" : value;
  }

  private static boolean isFar(
      Map<String, Double> before, Map<String, Double> after, double factor) {
    return !before.keySet().equals(after.keySet())
        || before.entrySet().stream()
            .anyMatch(
                limit -> {
                  var now = after.getOrDefault(limit.getKey(), 0.0);
                  return now > limit.getValue() * factor || limit.getValue() > now * factor;
                });
  }

  private static Map<String, Double> numbers(String value) {
    var numbers = new TreeMap<String, Double>();
    for (var part : value.split("; ")) {
      var equal = part.indexOf('=');
      if (equal > 0 && part.substring(equal + 1).matches("[0-9]{1,15}")) {
        numbers.put(part.substring(0, equal), Double.parseDouble(part.substring(equal + 1)));
      }
    }
    return numbers;
  }
}
