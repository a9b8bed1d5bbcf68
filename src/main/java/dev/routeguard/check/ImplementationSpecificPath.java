package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * R11. A path that each controller reads in its own way; Ingress API, {@code pathType}:
 * "Interpretation of the Path matching is up to the IngressClass".
 */
public final class ImplementationSpecificPath implements StateCheck {
  static final String NAME = "implementation-specific-path";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R11",
          NAME,
          "pathType ImplementationSpecific",
          Severity.LOW,
          "A path whose meaning is up to the controller: another class, or the next controller, reads"
              + " it otherwise.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope.present(Kind.INGRESS).flatMap(ingress -> found(scope, ingress)).toList();
  }

  private static Stream<Found> found(Scope scope, KubernetesObject ingress) {
    var fields = fields(ingress);
    return scope.tables().routesOf(ingress.ref()).stream()
        .filter(route -> fields.contains(route.fieldPath()))
        .map(route -> found(scope, route));
  }

  private static Set<String> fields(KubernetesObject ingress) {
    return Ingresses.rules(ingress).stream()
        .filter(rule -> rule.pathType().equals("ImplementationSpecific"))
        .map(IngressRule::fieldPath)
        .collect(Collectors.toSet());
  }

  private static Found found(Scope scope, RoutedMatch route) {
    return Found.on(
        DESCRIPTION,
        route,
        "is ImplementationSpecific, which %s reads as %s"
            .formatted(
                scope.tables().dialectOf(route.entry()),
                InWords.pathType(route.match().pathType())),
        "Use Exact or Prefix, which mean the same everywhere.");
  }
}
