package dev.routeguard.record;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RouteTables;
import java.util.List;
import java.util.Optional;

/** The Services that the routes of an object name, and that exist. */
final class NamedServices {
  private NamedServices() {}

  static List<KubernetesObject> of(ObjectRef route, Estate estate) {
    return RouteTables.of(estate).routesOf(route).stream()
        .map(routed -> routed.outcome())
        .filter(Outcome.Forward.class::isInstance)
        .flatMap(outcome -> ((Outcome.Forward) outcome).shares().stream())
        .map(share -> estate.service(share.backend().namespace(), share.backend().service()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
