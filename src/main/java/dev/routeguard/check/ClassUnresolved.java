package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.from.Gateways;
import dev.routeguard.routing.from.IngressClasses;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * R24. No controller acts for the object: it names no class and none is the default, or a class
 * that does not exist; networking.k8s.io IngressSpec.ingressClassName,
 * GatewaySpec.gatewayClassName.
 */
public final class ClassUnresolved implements StateCheck {
  static final String NAME = "class-unresolved";
  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R24",
          NAME,
          "No controller will act",
          Severity.HIGH,
          "The class is absent and there is no default, or it does not exist. Medium where no class"
              + " exists at all yet.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var estate = scope.estate();
    return Stream.concat(
            scope.present(Kind.INGRESS).flatMap(ingress -> ofIngress(estate, ingress).stream()),
            scope.present(Kind.GATEWAY).flatMap(gateway -> ofGateway(estate, gateway).stream()))
        .toList();
  }

  private static Optional<Found> ofIngress(Estate estate, KubernetesObject ingress) {
    var name = new IngressClasses(estate).entryOf(ingress).name();
    var named = !ingress.ingressClassAsWritten().isEmpty();
    if (ingress.annotations().containsKey(CLASS_ANNOTATION)
        || isKnown(estate, Kind.INGRESS_CLASS, name)) {
      return Optional.empty();
    }
    var what =
        named
            ? "names class " + name + ", which does not exist"
            : "names no class, and none is the default";
    return Optional.of(found(estate, ingress, Kind.INGRESS_CLASS, "spec.ingressClassName", what));
  }

  private static Optional<Found> ofGateway(Estate estate, KubernetesObject gateway) {
    if (Gateways.isServed(gateway, estate)) {
      return Optional.empty();
    }
    var what =
        "names class %s, which does not exist".formatted(gateway.text("spec", "gatewayClassName"));
    return Optional.of(found(estate, gateway, Kind.GATEWAY_CLASS, "spec.gatewayClassName", what));
  }

  private static boolean isKnown(Estate estate, Kind kind, String name) {
    var dialects = estate.settings().dialects();
    return estate.isUnknown(kind)
        || dialects.containsKey(name)
        || dialects.containsKey(EstateSettings.ALL_OTHERS)
        || (!name.isEmpty() && estate.find(new ObjectRef(kind, "", name)).isPresent());
  }

  private static Found found(
      Estate estate, KubernetesObject object, Kind classes, String field, String what) {
    var known =
        estate.all(classes).stream().map(one -> one.ref().name()).sorted().limit(5).toList();
    var found =
        Found.at(
            DESCRIPTION,
            object.ref(),
            "class",
            field,
            "%s %s: no controller acts for it".formatted(object.ref(), what),
            known.isEmpty()
                ? "Create the class first."
                : "Name one of the known classes: " + String.join(", ", known) + ".");
    // A class and what uses it are often installed together, in any order.
    return known.isEmpty() ? found.as(Severity.MEDIUM) : found;
  }
}
