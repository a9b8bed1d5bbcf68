package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * R10. A dialect that compares a Prefix by characters: the shorter path also takes what begins with
 * the same characters in a longer first word; traefik/traefik#11200.
 */
public final class PrefixNotElementWise implements StateCheck {
  static final String NAME = "prefix-not-element-wise";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R10",
          NAME,
          "Prefix also takes longer first words",
          Severity.MEDIUM,
          "The class's controller compares prefixes by characters, and another path of the host"
              + " begins with the characters of this one but not with its elements, such as /v11"
              + " beside /v1: without the longer one its requests go to the shorter.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var places = new LinkedHashMap<Entry, Set<String>>();
    scope.routes().stream()
        .filter(route -> route.object().kind() == Kind.INGRESS)
        .forEach(
            route ->
                places
                    .computeIfAbsent(route.entry(), any -> new TreeSet<>())
                    .add(route.match().host()));
    var found = new ArrayList<Found>();
    places.forEach((entry, hosts) -> hosts.forEach(host -> at(scope, entry, host, found)));
    return found;
  }

  // In the order of their paths, those that begin alike follow each other.
  private static void at(Scope scope, Entry entry, String host, List<Found> found) {
    var routes =
        scope.tables().routesOn(entry, host).stream()
            .filter(route -> route.match().host().equals(host))
            .sorted(Comparator.comparing(route -> route.match().path()))
            .toList();
    for (int i = 0; i < routes.size(); i++) {
      var shorter = routes.get(i);
      if (!isByCharacters(shorter)) {
        continue;
      }
      for (int j = i + 1; j < routes.size() && beginsWith(routes.get(j), shorter); j++) {
        var longer = routes.get(j);
        if (isInside(scope, shorter, longer) && !isElement(longer, shorter)) {
          found.add(found(shorter, longer));
          break;
        }
      }
    }
  }

  private static boolean isInside(Scope scope, RoutedMatch one, RoutedMatch other) {
    return scope.objects().contains(one.object()) || scope.objects().contains(other.object());
  }

  private static boolean isByCharacters(RoutedMatch route) {
    return route.match().pathType() == PathType.STRING_PREFIX
        && !route.match().path().endsWith("/");
  }

  private static boolean beginsWith(RoutedMatch route, RoutedMatch shorter) {
    return route.match().path().startsWith(shorter.match().path());
  }

  private static boolean isElement(RoutedMatch route, RoutedMatch shorter) {
    var path = route.match().path();
    int end = shorter.match().path().length();
    return path.length() == end
        || path.charAt(end) == '/'
        || route.match().pathType() == PathType.REGEX
        || route.outcome().inWords().equals(shorter.outcome().inWords());
  }

  private static Found found(RoutedMatch shorter, RoutedMatch longer) {
    return Found.on(
        DESCRIPTION,
        shorter,
        "is compared by characters: without %s of %s it takes those requests, too"
            .formatted(Wording.path(longer.match()), longer.object()),
        "End the path with /, use Exact, or have the controller match prefixes strictly.");
  }
}
