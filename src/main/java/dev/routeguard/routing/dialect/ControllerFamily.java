package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.from.Gateways;
import java.util.Optional;

/** Which controller stands behind an entry, whether it reads Ingresses or Gateways there. */
public final class ControllerFamily {
  private ControllerFamily() {}

  /**
   * Of an Ingress class and a Gateway that one controller serves at one address, the entry whose
   * route wins where both have one for the same host and path; empty where they are not of one
   * controller or it is not known.
   */
  public static Optional<Entry> preferred(Estate estate, Entry one, Entry other) {
    var family = of(estate, one);
    if (family.isEmpty() || !family.equals(of(estate, other))) {
      return Optional.empty();
    }
    var gateway = one.type() == Entry.Type.GATEWAY ? one : other;
    var ingress = one.type() == Entry.Type.GATEWAY ? other : one;
    return switch (family.get().door()) {
      case GATEWAY_FIRST -> Optional.of(gateway);
      case INGRESS_FIRST -> Optional.of(ingress);
      case UNKNOWN -> Optional.empty();
    };
  }

  /** Whether the controller of an entry is known to prefer one of the two. */
  public static boolean hasPreference(Estate estate, Entry entry) {
    return of(estate, entry)
        .filter(family -> family.door() != GatewayTraits.Door.UNKNOWN)
        .isPresent();
  }

  private static Optional<GatewayTraits> of(Estate estate, Entry entry) {
    var className =
        switch (entry.type()) {
          case INGRESS_CLASS -> entry.name();
          case GATEWAY ->
              Gateways.find(entry, estate)
                  .map(gateway -> gateway.text("spec", "gatewayClassName"))
                  .orElse("");
          case LOAD_BALANCER -> "";
        };
    return Optional.ofNullable(estate.settings().dialects().get(className))
        .flatMap(GatewayTraits::named)
        .or(() -> controller(estate, entry, className).flatMap(GatewayTraits::ofDomain));
  }

  private static Optional<String> controller(Estate estate, Entry entry, String className) {
    boolean isIngress = entry.type() == Entry.Type.INGRESS_CLASS;
    var kind = isIngress ? Kind.INGRESS_CLASS : Kind.GATEWAY_CLASS;
    return estate
        .find(new ObjectRef(kind, "", className))
        .map(object -> object.text("spec", isIngress ? "controller" : "controllerName"));
  }
}
