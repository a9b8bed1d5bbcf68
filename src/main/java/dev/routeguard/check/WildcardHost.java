package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.from.Ingresses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** X05. It answers for hosts nobody has asked for yet. */
public final class WildcardHost implements StateCheck {
  static final String NAME = "wildcard-host";
  private static final String ALLOWED = "allowed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X05",
          NAME,
          "Wildcard host",
          Severity.HIGH,
          "A route names a wildcard host that is not in allowed. Gateway listeners are not"
              + " meant.",
          List.of(
              ParameterSpec.hosts(
                  ALLOWED, "Wildcard hosts that may be used, such as *.apps.example.com.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var allowed = Set.copyOf(parameters.texts(ALLOWED));
    return scope.routes().stream()
        .map(RoutedMatch::object)
        .distinct()
        .flatMap(
            object ->
                written(scope, object).stream()
                    .filter(host -> host.startsWith("*.") && !allowed.contains(host))
                    .map(host -> found(object, host)))
        .toList();
  }

  private static Set<String> written(Scope scope, ObjectRef ref) {
    var object = scope.estate().find(ref).orElseThrow();
    return ref.kind() == Kind.INGRESS
        ? Ingresses.hosts(object)
        : new TreeSet<>(Tree.texts(object.map("spec"), "hostnames"));
  }

  private static Found found(ObjectRef object, String host) {
    return Found.at(
        DESCRIPTION,
        object,
        host,
        object.kind() == Kind.INGRESS ? "spec.rules" : "spec.hostnames",
        "%s answers for every host below %s".formatted(object, host.substring(2)),
        "Name the hosts.");
  }
}
