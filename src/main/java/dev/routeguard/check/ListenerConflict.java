package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.routing.conditions.Condition;
import dev.routeguard.routing.conditions.GatewayConditions;
import dev.routeguard.routing.from.Gateways;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * R18. Listeners that can't be told apart, of which the later or all are refused; gateway_types.go,
 * "Handling indistinct Listeners", and GEP-1713, "Listener and port conflicts".
 */
public final class ListenerConflict implements StateCheck {
  static final String NAME = "listener-conflict";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R18",
          NAME,
          "Listeners are not distinct",
          Severity.HIGH,
          "A listener repeats port and hostname of another of its Gateway or ListenerSets, or its"
              + " protocol does not go with theirs on one port: the controller refuses it.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var conditions = GatewayConditions.of(scope.estate());
    var gateways =
        scope
            .present(Kind.GATEWAY, Kind.LISTENER_SET)
            .flatMap(owner -> Gateways.ofParent(owner.ref(), scope.estate()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return gateways.stream()
        .flatMap(gateway -> conditions.ofGateway(gateway).stream())
        .filter(one -> one.type().equals(Condition.CONFLICTED) && one.status())
        .filter(one -> scope.objects().contains(one.object()))
        .map(ListenerConflict::found)
        .toList();
  }

  private static Found found(Condition conflict) {
    return Found.at(
        DESCRIPTION,
        conflict.object(),
        "listener " + conflict.section(),
        "spec.listeners",
        "listener %s of %s is refused: %s (%s)"
            .formatted(
                conflict.section(),
                conflict.object(),
                conflict.reason().equals("ProtocolConflict")
                    ? "another one on its port has a protocol that does not go with it"
                    : "another one has the same port and hostname",
                conflict.reason()),
        "Change its port or hostname.");
  }
}
