package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.from.Gateways;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses how a Gateway is read: as configured for its class, else as its class's controller does,
 * else as configured for all others, else by the API's text.
 */
public final class GatewayDialects {
  private static final Map<String, GatewayApiDialect> BY_NAME =
      GatewayTraits.ROWS.stream()
          .map(GatewayApiDialect::new)
          .collect(Collectors.toUnmodifiableMap(GatewayApiDialect::name, Function.identity()));

  private GatewayDialects() {}

  static Dialects.Choice of(Estate estate, Entry entry) {
    var className = className(estate, entry);
    var configured = estate.settings().dialects();
    var others = configured.get(EstateSettings.ALL_OTHERS);
    var controller = controller(estate, className);
    var chosen =
        Optional.ofNullable(configured.get(className))
            .or(() -> controller.flatMap(GatewayTraits::ofController).map(GatewayTraits::name))
            .or(() -> Optional.ofNullable(others).filter(BY_NAME::containsKey));
    if (chosen.isPresent()) {
      return named(chosen.get());
    }
    var note =
        controller.map(name -> "controller " + name + " is not known: read by the API's text");
    return new Dialects.Choice(named(GatewayTraits.SPEC.name()).dialect(), note.orElse(""));
  }

  private static Dialects.Choice named(String name) {
    var dialect = BY_NAME.get(name);
    return dialect != null
        ? new Dialects.Choice(dialect, "")
        : new Dialects.Choice(
            named(GatewayTraits.SPEC.name()).dialect(),
            "dialect " + name + " is read as " + GatewayTraits.SPEC.name());
  }

  /** How the implementation behind a Gateway differs from the API's text. */
  public static GatewayTraits traitsOf(Estate estate, KubernetesObject gateway) {
    var entry = Entry.ofGateway(gateway.ref().namespace(), gateway.ref().name());
    return GatewayTraits.named(of(estate, entry).dialect().name()).orElse(GatewayTraits.SPEC);
  }

  private static String className(Estate estate, Entry entry) {
    return Gateways.find(entry, estate)
        .map(gateway -> gateway.text("spec", "gatewayClassName"))
        .orElse("");
  }

  private static Optional<String> controller(Estate estate, String className) {
    return estate
        .find(new ObjectRef(Kind.GATEWAY_CLASS, "", className))
        .map(object -> object.text("spec", "controllerName"));
  }
}
