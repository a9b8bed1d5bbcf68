package dev.routeguard.routing;

import dev.routeguard.estate.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Concrete requests at the borders of what a route matches. */
final class Witnesses {
  /** A path element no one writes into a route. */
  private static final String ELSEWHERE = "routeguard";

  private Witnesses() {}

  /** The most natural request of a route; for one whose expression has no sample, its bare path. */
  static Request first(Route route, String host) {
    var matcher = new RequestMatcher(route.match());
    for (String path : paths(route.match())) {
      var request = request(route, host, path);
      if (matcher.matches(request)) {
        return request;
      }
    }
    return request(route, host, route.match().path());
  }

  /** Requests the route matches: its own path, below it, beside it; the most natural first. */
  static List<Request> requests(Route route, String host) {
    var matcher = new RequestMatcher(route.match());
    var found = new ArrayList<Request>();
    for (String path : paths(route.match())) {
      var request = request(route, host, path);
      if (matcher.matches(request)) {
        found.add(request);
      }
    }
    return found;
  }

  /** As {@link #requests}, with those beside the route that it just does not match. */
  static List<Request> borders(Route route, String host) {
    var match = route.match();
    boolean isExact = match.pathType() == RouteMatch.PathType.EXACT && match.path().length() > 1;
    var paths = isExact ? around(match.path()) : paths(match);
    return paths.stream().map(path -> request(route, host, path)).toList();
  }

  private static List<String> paths(RouteMatch match) {
    var path = match.path();
    return switch (match.pathType()) {
      case EXACT -> List.of(path);
      case PREFIX -> path.endsWith("/") ? below(path) : around(path);
      case STRING_PREFIX -> around(path);
      case REGEX, REGEX_IGNORE_CASE ->
          RegexSample.of(path).map(Witnesses::around).orElse(List.of());
    };
  }

  private static List<String> below(String path) {
    var bare = path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    return List.of(bare, path, path + ELSEWHERE);
  }

  private static List<String> around(String path) {
    return List.of(
        path, path + "/", path + "/" + ELSEWHERE, path + ELSEWHERE, path.toUpperCase(Locale.ROOT));
  }

  private static Request request(Route route, String host, String path) {
    var match = route.match();
    var query = new ArrayList<String>();
    samples(match.query()).forEach((name, value) -> query.add(name + "=" + value));
    var listening = route.listening();
    return new Request(
        listening.scheme(),
        host,
        listening.witnessPort(),
        match.method().isEmpty() ? anyMethod(route) : match.method(),
        query.isEmpty() ? path : path + "?" + String.join("&", query.stream().sorted().toList()),
        samples(match.headers()));
  }

  private static String anyMethod(Route route) {
    return route.object().kind() == Kind.GRPC_ROUTE ? "POST" : "GET";
  }

  private static Map<String, String> samples(Map<String, String> conditions) {
    var samples = new HashMap<String, String>();
    conditions.forEach((name, wanted) -> sample(wanted).ifPresent(v -> samples.put(name, v)));
    return samples;
  }

  private static Optional<String> sample(String wanted) {
    return wanted.startsWith("~") ? RegexSample.of(wanted.substring(1)) : Optional.of(wanted);
  }
}
