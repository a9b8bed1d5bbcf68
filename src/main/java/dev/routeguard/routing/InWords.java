package dev.routeguard.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Answers, matches and differences as people read them on a terminal. */
public final class InWords {
  private InWords() {}

  /** {@code 1 route}, {@code 3 routes}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Who answers, with what stands in the way: {@code 404 (no rule matches the path)}. */
  public static String outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Forward forward) {
      var used = forward.shares().stream().filter(share -> share.percent() > 0).toList();
      return used.size() == 1
          ? share(used.get(0))
          : String.join(
              ", ", used.stream().map(s -> percent(s.percent()) + " " + share(s)).toList());
    }
    if (outcome instanceof Outcome.Status status && !status.why().isEmpty()) {
      return "%s (%s)".formatted(status.inWords(), status.why());
    }
    return outcome.inWords();
  }

  /** A backend, or the status that stands in for it and why. */
  public static String share(Share share) {
    return share.isServed()
        ? share.backend().toString()
        : "%s from %s (%s)".formatted(status(share), share.backend(), readiness(share));
  }

  private static String status(Share share) {
    return share.status() == 0 ? "nothing" : Integer.toString(share.status());
  }

  /** {@code 3 ready endpoints}, {@code no such Service}. */
  public static String readiness(Share share) {
    return switch (share.readiness()) {
      case READY -> share.readyEndpoints() + " ready endpoint" + s(share.readyEndpoints());
      case NO_READY_ENDPOINTS -> "no ready endpoint";
      case SERVICE_MISSING -> "no such Service";
      case PORT_MISSING -> "no such port of the Service";
      case NOT_GRANTED -> "no ReferenceGrant allows it";
      case NOT_VERIFIABLE -> "its certificate can't be verified";
      case NOT_SUPPORTED -> "its controller does not support it";
      case UNKNOWN -> "endpoints not known";
    };
  }

  private static String s(int count) {
    return count == 1 ? "" : "s";
  }

  /** {@code 25 %}, {@code 0.5 %}. */
  public static String percent(double percent) {
    return percent == Math.rint(percent)
        ? "%.0f %%".formatted(percent)
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** Host and path, with what else is asked of a request. */
  public static String match(RouteMatch match) {
    var conditions = conditions(match);
    return match + (conditions.isEmpty() ? "" : " [" + String.join(", ", conditions) + "]");
  }

  /** What a match asks of a request beside host and path. */
  public static List<String> conditions(RouteMatch match) {
    var conditions = new ArrayList<String>();
    if (!match.method().isEmpty()) {
      conditions.add(match.method());
    }
    append(conditions, "header ", match.headers());
    append(conditions, "query ", match.query());
    return conditions;
  }

  private static void append(List<String> conditions, String what, Map<String, String> by) {
    new TreeMap<>(by).forEach((name, value) -> conditions.add(what + name + "=" + value));
  }

  /** How a path is compared: {@code prefix}, {@code regex}. */
  public static String pathType(RouteMatch.PathType type) {
    return switch (type) {
      case EXACT -> "exact";
      case PREFIX -> "prefix";
      case STRING_PREFIX -> "string prefix";
      case REGEX -> "regex";
      case REGEX_IGNORE_CASE -> "regex, any case";
    };
  }
}
