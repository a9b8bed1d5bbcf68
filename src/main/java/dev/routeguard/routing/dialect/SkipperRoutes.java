package dev.routeguard.routing.dialect;

import com.google.re2j.Pattern;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.from.IngressRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code skipper-routes}: further routes for each host and path of an Ingress (ingress-usage.md
 * "Custom Routes"), as far as they answer by themselves or go to a fixed address.
 */
final class SkipperRoutes {
  static final String KEY = "zalando.org/skipper-routes";

  private static final Pattern NAME = Pattern.compile("^\\s*[A-Za-z_][A-Za-z0-9_]*\\s*:");

  /** A route: what it adds to the match of the path it stands with, and what it answers. */
  record Extra(RouteMatch match, int conditions, Action action) {}

  private SkipperRoutes() {}

  /** The routes that go with a path. */
  static List<Extra> of(IngressRule rule, RouteMatch path) {
    var found = new ArrayList<Extra>();
    for (String written : IngressReading.annotation(rule.ingress(), KEY).split(";")) {
      var parts = Arrays.stream(NAME.matcher(written).replaceFirst("").split("->"));
      var steps = parts.map(String::strip).toList();
      if (steps.size() > 1) {
        extra(rule, path, steps).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Whether all that the annotation holds could be read. */
  static boolean isRead(IngressRule rule) {
    var written = IngressReading.annotation(rule.ingress(), KEY);
    long routes = Arrays.stream(written.split(";")).filter(text -> !text.isBlank()).count();
    return of(rule, RouteMatch.ofPath(rule.host(), "/", PathType.PREFIX)).size() == routes;
  }

  private static Optional<Extra> extra(IngressRule rule, RouteMatch path, List<String> steps) {
    var predicates = SkipperPredicates.read(steps.get(0));
    var filters = String.join(" -> ", steps.subList(1, steps.size() - 1));
    var action = action(rule, filters, steps.get(steps.size() - 1));
    var match = path(path, predicates);
    if (action.isEmpty() || match.isEmpty() || !predicates.unknown().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Extra(predicates.narrowed(match.get()), predicates.weight(), action.get()));
  }

  /** A path of the route's own narrows one that takes everything; of two only one can be kept. */
  private static Optional<RouteMatch> path(RouteMatch path, SkipperPredicates predicates) {
    if (predicates.path().isEmpty()) {
      return Optional.of(path);
    }
    boolean takesAll = path.path().equals("/") || path.path().equals("(?:/).*");
    return takesAll
        ? Optional.of(RouteMatch.ofPath(path.host(), predicates.path(), predicates.pathType()))
        : Optional.empty();
  }

  private static Optional<Action> action(IngressRule rule, String filters, String backend) {
    var redirect = SkipperPredicates.redirect(filters);
    if (redirect.isPresent()) {
      return redirect;
    }
    if (backend.equals("<shunt>")) {
      int status = SkipperPredicates.status(filters);
      return Optional.of(new Action.Always(new Outcome.Status(status, "a route of " + KEY)));
    }
    var address = backend.replace("\"", "");
    if (!address.startsWith("http://") && !address.startsWith("https://")) {
      return Optional.empty();
    }
    var outside = new Backend(rule.ingress().ref().namespace(), address, "");
    var share = new Share(outside, 100, Share.Readiness.UNKNOWN, 0, 0);
    return Optional.of(new Action.Always(new Outcome.Forward(List.of(share), Map.of())));
  }
}
