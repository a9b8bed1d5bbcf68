package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * G07. Namespaces without list are free. Entries are written as class:nginx or namespace/gateway.
 */
public final class ClassNotAllowed implements StateCheck {
  static final String NAME = "class-not-allowed";
  private static final String ALLOWED = "allowed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "G07",
          NAME,
          "Class or Gateway not allowed here",
          Severity.MEDIUM,
          "The namespace has a list of classes and Gateways and a route stands on another.",
          List.of(
              ParameterSpec.lists(
                  ALLOWED, "Entries by namespace, such as shop: [class:nginx, edge/public].")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var allowed = parameters.lists(ALLOWED);
    var found = new ArrayList<Found>();
    for (var object : scope.objects().stream().sorted().toList()) {
      var list = allowed.get(object.namespace());
      if (list == null || object.kind() == Kind.GATEWAY || object.kind() == Kind.SERVICE) {
        continue;
      }
      scope.tables().entriesOf(object).stream()
          .map(Entry::toString)
          .filter(entry -> !list.contains(entry))
          .forEach(entry -> found.add(found(object, entry, list)));
    }
    return found;
  }

  private static Found found(ObjectRef object, String entry, List<String> list) {
    return Found.at(
        DESCRIPTION,
        object,
        entry,
        object.kind() == Kind.INGRESS ? "spec.ingressClassName" : "spec.parentRefs",
        "%s stands on %s, which is not for namespace %s"
            .formatted(object, entry, object.namespace()),
        "Use one of %s.".formatted(String.join(", ", list)));
  }
}
