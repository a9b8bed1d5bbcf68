package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Explanation;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * R03. Two objects of one entry hold an equal match with different backends: who wins is up to the
 * controller.
 */
public final class RouteConflict implements StateCheck {
  static final String NAME = "route-conflict";
  private static final String CANARY = "nginx.ingress.kubernetes.io/canary";
  private static final String CONDITIONS = "alb.ingress.kubernetes.io/conditions.";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R03",
          NAME,
          "Several objects claim the same match",
          Severity.HIGH,
          "Two objects of one entry hold an equal match with different backends. A canary with its primary is not meant.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    scope.present(Kind.INGRESS).forEach(ingress -> ofIngress(scope, ingress, found));
    for (var route : scope.routes()) {
      if (Kind.GATEWAY_ROUTES.contains(route.object().kind())) {
        ofRoute(scope, route, found);
      }
    }
    return found;
  }

  private static void ofIngress(Scope scope, KubernetesObject ingress, List<Found> found) {
    if (isSpecial(ingress)) {
      return;
    }
    for (Entry entry : scope.tables().entriesOf(ingress.ref())) {
      for (IngressRule rule : Ingresses.rules(ingress)) {
        rivals(scope, entry, rule)
            .filter(rival -> isSame(rule, rival) && !rule.backend().equals(rival.backend()))
            .findFirst()
            .ifPresent(rival -> found.add(found(scope, entry, rule, rival)));
      }
    }
  }

  private static Stream<IngressRule> rivals(Scope scope, Entry entry, IngressRule rule) {
    return scope.tables().claiming(entry, rule.host()).stream()
        .filter(ref -> !ref.equals(rule.ingress().ref()))
        .sorted()
        .flatMap(ref -> scope.estate().find(ref).stream())
        .filter(other -> !isSpecial(other))
        .flatMap(other -> Ingresses.rules(other).stream());
  }

  private static boolean isSame(IngressRule one, IngressRule other) {
    return one.host().equalsIgnoreCase(other.host())
        && one.path().equals(other.path())
        && one.pathType().equals(other.pathType());
  }

  /** A canary is meant to share its primary's match; a condition makes another match of it. */
  private static boolean isSpecial(KubernetesObject ingress) {
    return ingress.annotations().getOrDefault(CANARY, "").equals("true")
        || ingress.annotations().keySet().stream().anyMatch(key -> key.startsWith(CONDITIONS));
  }

  private static Found found(Scope scope, Entry entry, IngressRule rule, IngressRule rival) {
    var place =
        new RouteMatch(
            rule.host(), rule.path(), RouteMatch.PathType.PREFIX, "", Map.of(), Map.of());
    var namespace = rule.ingress().ref().namespace();
    return Found.at(
        DESCRIPTION,
        rule.ingress().ref(),
        place + " " + rule.pathType(),
        rule.fieldPath(),
        "%s is claimed by %s (%s) and %s (%s), both of %s; %s"
            .formatted(
                place,
                rule.ingress().ref(),
                Wording.backend(rule.backend(), namespace),
                rival.ingress().ref(),
                Wording.backend(rival.backend(), namespace),
                entry,
                winner(scope, entry, rule)),
        "Leave the path to one of them.");
  }

  private static String winner(Scope scope, Entry entry, IngressRule rule) {
    return scope.tables().routesOn(entry, rule.host()).stream()
        .filter(route -> route.match().path().equals(rule.path()))
        .findFirst()
        .map(route -> scope.tables().explain(entry, route.witness()))
        .map(RouteConflict::inWords)
        .orElse("neither answers");
  }

  private static String inWords(Explanation explained) {
    return explained.winner() == null
        ? "which of them answers is left open"
        : explained.winner().object() + " answers";
  }

  private static void ofRoute(Scope scope, RoutedMatch route, List<Found> found) {
    scope.tables().routesOn(route.entry(), route.match().host()).stream()
        .filter(other -> other.match().equals(route.match()))
        .filter(other -> !other.object().equals(route.object()))
        .filter(other -> other.witness().port() == route.witness().port())
        .filter(other -> !other.outcome().inWords().equals(route.outcome().inWords()))
        .findFirst()
        .ifPresent(
            other ->
                found.add(
                    Found.on(
                        DESCRIPTION,
                        route,
                        "is claimed by %s (%s) and %s (%s); %s"
                            .formatted(
                                route.object(),
                                Wording.outcome(route.outcome(), route.object().namespace()),
                                other.object(),
                                Wording.outcome(other.outcome(), route.object().namespace()),
                                inWords(scope.tables().explain(route.entry(), route.witness()))),
                        "Leave the match to one of them.")));
  }
}
