package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * R20. A canary Ingress of ingress-nginx that does nothing; annotations.md, "Canary": it needs a
 * primary of the same host and path, there is one canary per rule, and other annotations are
 * ignored on it.
 */
public final class CanaryIneffective implements StateCheck {
  static final String NAME = "canary-ineffective";
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";
  private static final String CANARY = PREFIX + "canary";

  /** The annotations that count on a canary, by their beginnings. */
  private static final List<String> READ =
      List.of("canary", "load-balance", "upstream-hash-by", "affinity", "session-cookie-");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R20",
          NAME,
          "Canary does nothing",
          Severity.MEDIUM,
          "An ingress-nginx canary has no primary with its host and path, is the second of a rule, or"
              + " carries annotations that are ignored on canaries.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    scope
        .present(Kind.INGRESS)
        .filter(CanaryIneffective::isCanary)
        .forEach(
            canary ->
                scope.tables().entriesOf(canary.ref()).stream()
                    .filter(entry -> scope.tables().dialectOf(entry).equals("ingress-nginx"))
                    .forEach(entry -> look(scope, entry, canary, found)));
    return found;
  }

  private static boolean isCanary(KubernetesObject ingress) {
    return "true".equals(ingress.annotations().get(CANARY));
  }

  private static void look(Scope scope, Entry entry, KubernetesObject canary, List<Found> found) {
    paths(canary).flatMap(path -> path(scope, entry, canary, path).stream()).forEach(found::add);
    var ignored = new TreeSet<String>();
    canary.annotations().keySet().stream()
        .filter(key -> key.startsWith(PREFIX))
        .filter(key -> READ.stream().noneMatch(key.substring(PREFIX.length())::startsWith))
        .forEach(ignored::add);
    for (String key : ignored) {
      found.add(
          Found.at(
              DESCRIPTION,
              canary.ref(),
              key,
              "metadata.annotations[%s]".formatted(key),
              "%s is ignored on a canary".formatted(key),
              "Move it to the primary."));
    }
  }

  /** One path of a rule, and where it is written. */
  private record Path(String host, String path, String fieldPath) {}

  private static Stream<Path> paths(KubernetesObject canary) {
    var found = new ArrayList<Path>();
    var rules = Tree.maps(canary.map("spec"), "rules");
    for (int rule = 0; rule < rules.size(); rule++) {
      var paths = Tree.maps(Tree.map(rules.get(rule), "http"), "paths");
      for (int path = 0; path < paths.size(); path++) {
        var written = Tree.text(paths.get(path), "path");
        found.add(
            new Path(
                Tree.text(rules.get(rule), "host"),
                written.isEmpty() ? "/" : written,
                "spec.rules[%d].http.paths[%d]".formatted(rule, path)));
      }
    }
    return found.stream();
  }

  private static Optional<Found> path(
      Scope scope, Entry entry, KubernetesObject canary, Path path) {
    var claiming = scope.tables().claiming(entry, path.host());
    var primaries =
        claiming.stream()
            .flatMap(ref -> scope.estate().find(ref).stream())
            .filter(other -> !isCanary(other))
            .filter(other -> has(other, path))
            .toList();
    var rivals =
        claiming.stream()
            .flatMap(ref -> scope.estate().find(ref).stream())
            .filter(other -> isCanary(other) && !other.ref().equals(canary.ref()))
            .filter(other -> has(other, path) && isOlder(other, canary))
            .map(KubernetesObject::ref)
            .sorted()
            .toList();
    if (primaries.isEmpty()) {
      return Optional.of(
          found(
              canary, path, "no other Ingress of the class has it, so there is nothing to share"));
    }
    return rivals.isEmpty()
        ? Optional.empty()
        : Optional.of(found(canary, path, "%s is its canary already".formatted(rivals.get(0))));
  }

  private static boolean has(KubernetesObject ingress, Path path) {
    return paths(ingress)
        .anyMatch(other -> other.host().equals(path.host()) && other.path().equals(path.path()));
  }

  private static boolean isOlder(KubernetesObject one, KubernetesObject other) {
    int order = one.created().compareTo(other.created());
    return order < 0 || order == 0 && one.ref().compareTo(other.ref()) < 0;
  }

  private static Found found(KubernetesObject canary, Path path, String why) {
    var place = Wording.host(path.host()) + path.path();
    return Found.at(
        DESCRIPTION,
        canary.ref(),
        place,
        path.fieldPath(),
        "the canary of %s does nothing: %s".formatted(place, why),
        "Give it host and path of its primary, and one canary to each rule.");
  }
}
