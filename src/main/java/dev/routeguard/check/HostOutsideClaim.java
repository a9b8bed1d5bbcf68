package dev.routeguard.check;

import java.util.List;

/** G04. Namespaces without list are free; a host below a listed wildcard is on the list. */
public final class HostOutsideClaim implements StateCheck {
  static final String NAME = "host-outside-claim";
  private static final String CLAIMS = "claims";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "G04",
          NAME,
          "Host outside the namespace's claim",
          Severity.HIGH,
          "The namespace has a list of hosts and a route names one that is not on it.",
          List.of(
              ParameterSpec.lists(
                  CLAIMS, "Hosts by namespace, such as shop: [shop.example.com].")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var claims = parameters.lists(CLAIMS);
    return scope.routes().stream()
        .filter(route -> claims.containsKey(route.object().namespace()))
        .filter(route -> !route.match().host().isEmpty())
        .filter(
            route ->
                !HostPatterns.of(claims.getOrDefault(route.object().namespace(), List.of()))
                    .match(route.match().host()))
        .map(
            route ->
                Found.at(
                    DESCRIPTION,
                    route.object(),
                    route.match().host(),
                    route.fieldPath(),
                    "%s is none of the hosts of namespace %s"
                        .formatted(route.match().host(), route.object().namespace()),
                    "Use one of %s, or ask for the host."
                        .formatted(
                            String.join(
                                ", ", claims.getOrDefault(route.object().namespace(), List.of())))))
        .toList();
  }
}
