package dev.routeguard.policy;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteTables;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes an object belongs to: of its own, or of the entries its routes stand in. */
final class ObjectClasses {
  private ObjectClasses() {}

  static Set<String> of(KubernetesObject object, RouteTables tables) {
    return switch (object.ref().kind()) {
      case INGRESS_CLASS, GATEWAY_CLASS -> Set.of(object.ref().name());
      case GATEWAY -> Set.of(object.text("spec", "gatewayClassName"));
      case SERVICE -> Set.of(object.text("spec", "loadBalancerClass"));
      default ->
          tables.entriesOf(object.ref()).stream()
              .map(entry -> ofEntry(entry, tables))
              .collect(Collectors.toSet());
    };
  }

  private static String ofEntry(Entry entry, RouteTables tables) {
    return switch (entry.type()) {
      case INGRESS_CLASS -> entry.name();
      case GATEWAY -> text(tables, Kind.GATEWAY, entry, "gatewayClassName");
      case LOAD_BALANCER -> text(tables, Kind.SERVICE, entry, "loadBalancerClass");
    };
  }

  private static String text(RouteTables tables, Kind kind, Entry entry, String field) {
    return tables
        .estate()
        .find(new ObjectRef(kind, entry.namespace(), entry.name()))
        .map(object -> object.text("spec", field))
        .orElse("");
  }
}
