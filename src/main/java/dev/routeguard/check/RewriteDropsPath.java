package dev.routeguard.check;

import com.google.re2j.Pattern;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.RoutedMatch;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * R22. ingress-nginx: {@code rewrite-target} without a group sends whatever lies below a path to
 * one URL; "Rewrite", kubernetes.github.io/ingress-nginx/examples/rewrite.
 */
public final class RewriteDropsPath implements StateCheck {
  static final String NAME = "rewrite-drops-path";
  private static final String KEY = "nginx.ingress.kubernetes.io/rewrite-target";
  private static final Pattern GROUP = Pattern.compile("\\$[0-9]");

  /** The dialects that read the annotation. */
  private static final Set<String> DIALECTS = Set.of("ingress-nginx", "traefik-ingress-nginx");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R22",
          NAME,
          "Rewrite discards the rest of the path",
          Severity.MEDIUM,
          "rewrite-target has no capture group, and the path is longer than / and takes what lies below"
              + " it: every request reaches the backend with the same path.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(ingress -> drops(ingress.annotations().getOrDefault(KEY, "")))
        .flatMap(ingress -> found(scope, ingress))
        .toList();
  }

  private static boolean drops(String target) {
    return !target.isBlank() && !GROUP.matcher(target).find();
  }

  private static Stream<Found> found(Scope scope, KubernetesObject ingress) {
    var target = ingress.annotations().getOrDefault(KEY, "");
    return scope.tables().routesOf(ingress.ref()).stream()
        .filter(route -> DIALECTS.contains(scope.tables().dialectOf(route.entry())))
        .filter(route -> takesMore(route, target))
        .map(
            route ->
                Found.on(
                    DESCRIPTION,
                    route,
                    "is rewritten to %s whatever follows it".formatted(target),
                    "Capture the rest: path %s(/|$)(.*) with rewrite-target %s$2."
                        .formatted(route.match().path(), target.equals("/") ? "/" : target + "/")));
  }

  private static boolean takesMore(RoutedMatch route, String target) {
    var path = route.match().path();
    return route.match().pathType() != PathType.EXACT
        && path.length() > 1
        && !path.endsWith("$")
        && !path.equals(target);
  }
}
