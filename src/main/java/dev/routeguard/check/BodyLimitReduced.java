package dev.routeguard.check;

import dev.routeguard.routing.RouteAttribute;
import java.util.List;
import java.util.Locale;

/** S12. Uploads that went through are answered 413. */
public final class BodyLimitReduced implements ChangeCheck {
  static final String NAME = "body-limit-reduced";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S12",
          NAME,
          "Body limit reduced",
          Severity.LOW,
          "The largest body that a served route accepts becomes smaller.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return AttributeChange.of(RouteAttribute.BODY_SIZE, situation)
        .filter(AttributeChange::isSameObject)
        .filter(change -> bytes(change.after()) < bytes(change.before()))
        .map(
            change ->
                change.found(
                    DESCRIPTION,
                    "accepted bodies of %s and will accept %s"
                        .formatted(orDefault(change.before()), orDefault(change.after())),
                    "Check the largest upload first."))
        .toList();
  }

  private static String orDefault(String value) {
    return value.isEmpty() ? "the default size" : value;
  }

  /** As nginx reads sizes; the default is 1m, 0 is no limit, what can't be read is not compared. */
  private static double bytes(String value) {
    var text = value.isEmpty() ? "1m" : value.toLowerCase(Locale.ROOT);
    if (!text.matches("[0-9]{1,15}[kmg]?")) {
      return Double.NaN;
    }
    var number = Double.parseDouble(text.replaceAll("[kmg]", ""));
    if (number == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return switch (text.charAt(text.length() - 1)) {
      case 'k' -> number * 1024;
      case 'm' -> number * 1024 * 1024;
      case 'g' -> number * 1024 * 1024 * 1024;
      default -> number;
    };
  }
}
