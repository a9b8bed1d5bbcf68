package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RoutedMatch;
import java.util.List;

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
    return ServiceEndpoints.used(scope).entrySet().stream()
        .filter(used -> isPublished(scope, used.getKey()))
        .map(used -> found(used.getValue(), used.getKey()))
        .toList();
  }

  private static boolean isPublished(Scope scope, ObjectRef service) {
    return scope
        .estate()
        .find(service)
        .filter(one -> Tree.flag(one.map("spec"), FIELD, false))
        .isPresent();
  }

  private static Found found(RoutedMatch route, ObjectRef service) {
    return Found.at(
            DESCRIPTION,
            service,
            FIELD,
            "spec." + FIELD,
            "%s sends requests for %s also to Pods that are not ready"
                .formatted(service, Wording.place(route)),
            "Take %s away; for peers that look for each other use a second, headless Service."
                .formatted(FIELD))
        .shownBy(route.witness());
  }
}
