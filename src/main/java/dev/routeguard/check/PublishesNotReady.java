package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * C11. {@code publishNotReadyAddresses} is for peers that find each other while they start; then
 * every endpoint counts as ready and requests go to Pods that are not. core/v1 ServiceSpec.
 */
public final class PublishesNotReady implements StateCheck {
  static final String NAME = "publishes-not-ready";
  private static final String FIELD = "publishNotReadyAddresses";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C11",
          NAME,
          "Not-ready Pods get traffic",
          Severity.HIGH,
          "A Service that a route uses publishes Pods that are not ready.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var seen = new TreeSet<ObjectRef>();
    var found = new ArrayList<Found>();
    scope
        .shares()
        .forEach(
            routed -> {
              var service = service(routed);
              if (scope
                      .estate()
                      .find(service)
                      .filter(one -> Tree.flag(one.map("spec"), FIELD, false))
                      .isPresent()
                  && seen.add(service)) {
                found.add(found(routed, service));
              }
            });
    return found;
  }

  private static ObjectRef service(RoutedShare routed) {
    var backend = routed.share().backend();
    return new ObjectRef(Kind.SERVICE, backend.namespace(), backend.service());
  }

  private static Found found(RoutedShare routed, ObjectRef service) {
    return Found.at(
            DESCRIPTION,
            service,
            FIELD,
            "spec." + FIELD,
            "%s sends requests for %s also to Pods that are not ready"
                .formatted(service, Wording.place(routed.route())),
            "Take %s away; for peers that look for each other use a second, headless Service."
                .formatted(FIELD))
        .shownBy(routed.route().witness());
  }
}
