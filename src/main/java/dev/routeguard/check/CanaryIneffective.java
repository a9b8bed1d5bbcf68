package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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
    paths(canary).stream().flatMap(path -> path(scope, entry, path).stream()).forEach(found::add);
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

  private static List<IngressRule> paths(KubernetesObject ingress) {
    return Ingresses.rules(ingress).stream().filter(rule -> !rule.isDefault()).toList();
  }

  private static Optional<Found> path(Scope scope, Entry entry, IngressRule path) {
    var canary = path.ingress();
    var others =
        scope.tables().claiming(entry, path.host()).stream()
            .filter(ref -> !ref.equals(canary.ref()))
            .flatMap(ref -> scope.estate().find(ref).stream())
            .filter(other -> has(other, path))
            .toList();
    if (others.stream().allMatch(CanaryIneffective::isCanary)) {
      return Optional.of(
          found(path, "no other Ingress of the class has it, so there is nothing to share"));
    }
    return others.stream()
        .filter(other -> isCanary(other) && isOlder(other, canary))
        .map(KubernetesObject::ref)
        .min(Comparator.naturalOrder())
        .map(rival -> found(path, "%s is its canary already".formatted(rival)));
  }

  private static boolean has(KubernetesObject ingress, IngressRule path) {
    return paths(ingress).stream()
        .anyMatch(other -> other.host().equals(path.host()) && other.path().equals(path.path()));
  }

  private static boolean isOlder(KubernetesObject one, KubernetesObject other) {
    int order = one.created().compareTo(other.created());
    return order < 0 || order == 0 && one.ref().compareTo(other.ref()) < 0;
  }

  private static Found found(IngressRule path, String why) {
    var place = Wording.host(path.host()) + path.path();
    return Found.at(
        DESCRIPTION,
        path.ingress().ref(),
        place,
        path.fieldPath(),
        "the canary of %s does nothing: %s".formatted(place, why),
        "Give it host and path of its primary, and one canary to each rule.");
  }
}
