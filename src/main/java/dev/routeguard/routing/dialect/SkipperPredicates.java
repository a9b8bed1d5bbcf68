package dev.routeguard.routing.dialect;

import com.google.re2j.Pattern;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.from.IngressRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Skipper's annotations say of an Ingress's routes (docs/kubernetes/ingress-usage.md,
 * reference "Predicates").
 *
 * @param path of a condition on the path; empty where there is none
 * @param headers header conditions as in a {@link RouteMatch}
 * @param weight how much the conditions count when routes are compared
 * @param never whether a condition never holds
 * @param unknown the conditions that are not modelled
 */
record SkipperPredicates(
    String path,
    RouteMatch.PathType pathType,
    String method,
    Map<String, String> headers,
    Map<String, String> query,
    int weight,
    boolean never,
    List<String> unknown) {
  private static final String PREFIX = "zalando.org/";

  private static final Pattern CALL = Pattern.compile("([A-Za-z]+)\\(([^)]*)\\)");
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|([0-9]{1,9})");

  static SkipperPredicates of(IngressRule rule) {
    return read(IngressReading.annotation(rule.ingress(), PREFIX + "skipper-predicate"));
  }

  static SkipperPredicates read(String written) {
    var builder = new Builder();
    var calls = CALL.matcher(written);
    while (calls.find()) {
      builder.add(calls.group(1), arguments(calls.group(2)));
    }
    return builder.made();
  }

  private static List<String> arguments(String text) {
    var found = new ArrayList<String>();
    var arguments = ARGUMENT.matcher(text);
    while (arguments.find()) {
      found.add(arguments.group(1) != null ? arguments.group(1) : arguments.group(2));
    }
    return found;
  }

  /** The match with the conditions added. */
  RouteMatch narrowed(RouteMatch match) {
    return new RouteMatch(match.host(), match.path(), match.pathType(), method, headers, query);
  }

  /** {@code backend-weights} by Service; what is no JSON is logged and read as none. */
  static Map<String, Double> weights(IngressRule rule) {
    var written = IngressReading.annotation(rule.ingress(), PREFIX + "backend-weights");
    var weights = new HashMap<String, Double>();
    AnnotationJson.object(written)
        .forEach(
            (service, weight) -> {
              if (weight instanceof Number number) {
                weights.put(service, number.doubleValue());
              }
            });
    return weights;
  }

  /** A filter {@code redirectTo(code, "url")} answers in the backend's place. */
  static Optional<Action> redirect(IngressRule rule) {
    return redirect(IngressReading.annotation(rule.ingress(), PREFIX + "skipper-filter"));
  }

  static Optional<Action> redirect(String filters) {
    var calls = CALL.matcher(filters);
    while (calls.find()) {
      var arguments = arguments(calls.group(2));
      if (calls.group(1).equals("redirectTo")
          && arguments.size() == 2
          && arguments.get(0).matches("3[0-9][0-9]")) {
        int code = Integer.parseInt(arguments.get(0));
        return Optional.of(new Action.Always(new Outcome.Redirect(code, arguments.get(1))));
      }
    }
    return Optional.empty();
  }

  /** What {@code status(code)} says; a shunt without it is 404. */
  static int status(String filters) {
    var calls = CALL.matcher(filters);
    while (calls.find()) {
      if (calls.group(1).equals("status") && calls.group(2).strip().matches("[1-5][0-9]{2}")) {
        return Integer.parseInt(calls.group(2).strip());
      }
    }
    return 404;
  }

  /** {@code skipper-ingress-redirect}: plain requests are known by a header of the balancer. */
  static Optional<Action> toTls(IngressRule rule) {
    var key = PREFIX + "skipper-ingress-redirect";
    if (!IngressReading.annotation(rule.ingress(), key).equals("true")) {
      return Optional.empty();
    }
    var code = IngressReading.annotation(rule.ingress(), key + "-code");
    int status = code.matches("30[1278]") ? Integer.parseInt(code) : 308;
    return Optional.of(new Action.RedirectTo(status, "https", "", 0, Action.PathChange.NONE));
  }

  static RouteMatch forwardedAsPlain(RouteMatch match) {
    var headers = new HashMap<>(match.headers());
    headers.put("x-forwarded-proto", "http");
    return new RouteMatch(
        match.host(), match.path(), match.pathType(), match.method(), headers, match.query());
  }

  private static final class Builder {
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> query = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private String path = "";
    private RouteMatch.PathType pathType = RouteMatch.PathType.EXACT;
    private String method = "";
    private int weight;
    private boolean never;

    void add(String name, List<String> arguments) {
      weight++;
      if (name.equals("Method") && arguments.size() == 1) {
        method = arguments.get(0);
      } else if (name.equals("Header") && arguments.size() == 2) {
        headers.put(lower(arguments), RouteMatch.literal(arguments.get(1)));
      } else if (name.equals("HeaderRegexp") && arguments.size() == 2) {
        headers.put(lower(arguments), RouteMatch.regex(".*(?:" + arguments.get(1) + ").*"));
      } else if (name.equals("QueryParam") && !arguments.isEmpty()) {
        var expression = arguments.size() > 1 ? ".*(?:" + arguments.get(1) + ").*" : ".*";
        query.put(arguments.get(0), RouteMatch.regex(expression));
      } else if (name.equals("Weight") && arguments.size() == 1) {
        weight += arguments.get(0).matches("[0-9]{1,6}") ? Integer.parseInt(arguments.get(0)) : 0;
      } else if (name.startsWith("Path") && arguments.size() == 1 && path.isEmpty()) {
        path(name, arguments.get(0));
      } else if (name.equals("False")) {
        never = true;
      } else if (!name.equals("True")) {
        unknown.add(name);
      }
    }

    /** A path of the tree is no condition beside it. */
    private void path(String name, String written) {
      path = written;
      switch (name) {
        case "Path" -> weight--;
        case "PathSubtree" -> {
          weight--;
          pathType = RouteMatch.PathType.PREFIX;
        }
        case "PathRegexp" -> {
          path = ".*(?:" + written + ").*";
          pathType = RouteMatch.PathType.REGEX;
        }
        default -> unknown.add(name);
      }
    }

    private static String lower(List<String> arguments) {
      return arguments.get(0).toLowerCase(Locale.ROOT);
    }

    SkipperPredicates made() {
      return new SkipperPredicates(path, pathType, method, headers, query, weight, never, unknown);
    }
  }
}
