package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * D01. The class that serves an Ingress or Gateway is one of a controller that gets no more fixes.
 * One finding per object, so that edits of what is there stay quiet. Source: README of
 * kubernetes/ingress-nginx and of kubernetes-sigs/ingate.
 */
public final class RetiredController implements StateCheck {
  static final String NAME = "retired-controller";
  private static final String RETIRED = "retired";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D01",
          NAME,
          "Served by a retired controller",
          Severity.MEDIUM,
          "The class that serves the object is one of a controller that gets no more fixes.",
          List.of(
              ParameterSpec.texts(
                  RETIRED,
                  List.of("k8s.io/ingress-nginx", "k8s.io/ingate"),
                  "Controllers (spec.controller or controllerName of the class) to report.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var retired = Set.copyOf(parameters.texts(RETIRED));
    return scope
        .present(Kind.INGRESS, Kind.GATEWAY)
        .flatMap(object -> controllers(object, scope.tables()).map(name -> found(object, name)))
        .filter(found -> retired.contains(found.finding().subject()))
        .toList();
  }

  private static Stream<String> controllers(KubernetesObject object, RouteTables tables) {
    if (object.ref().kind() == Kind.GATEWAY) {
      var name = object.text("spec", "gatewayClassName");
      return controller(tables, Kind.GATEWAY_CLASS, name, "controllerName").stream();
    }
    return tables.entriesOf(object.ref()).stream()
        .map(Entry::name)
        .flatMap(name -> controller(tables, Kind.INGRESS_CLASS, name, "controller").stream());
  }

  private static Optional<String> controller(
      RouteTables tables, Kind kind, String className, String field) {
    return tables
        .estate()
        .find(new ObjectRef(kind, "", className))
        .map(found -> found.text("spec", field));
  }

  private static Found found(KubernetesObject object, String controller) {
    return Found.at(
        DESCRIPTION,
        object.ref(),
        controller,
        object.ref().kind() == Kind.GATEWAY ? "spec.gatewayClassName" : "spec.ingressClassName",
        "%s is served by %s, which gets no more fixes".formatted(object.ref(), controller),
        "Plan the move to another controller; migration-not-equivalent compares both sides.");
  }
}
