package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses the dialect of an entry: the one configured for its class, else the one its controller
 * speaks, else the one configured for all others, else the API's own text.
 */
public final class Dialects {
  private static final Map<String, String> BY_CONTROLLER =
      Map.ofEntries(
          Map.entry("k8s.io/ingress-nginx", IngressNginxDialect.NAME),
          Map.entry("traefik.io/ingress-controller", TraefikDialect.NAME),
          Map.entry("projectcontour.io/ingress-controller", ContourDialect.NAME),
          Map.entry("projectcontour.io/contour", ContourDialect.NAME),
          Map.entry("haproxy-ingress.github.io/controller", HaproxyIngressDialect.NAME),
          Map.entry("nginx.org/ingress-controller", NginxIncDialect.NAME),
          Map.entry("ingress.k8s.aws/alb", AwsAlbDialect.NAME),
          Map.entry("ingress-controllers.konghq.com/kong", KongDialect.NAME),
          Map.entry("cilium.io/ingress-controller", CiliumDialect.NAME),
          Map.entry("k8s.io/ingress-gce", GkeDialect.NAME));

  /** Classes in the legacy annotation that need no IngressClass, by the controller's default. */
  private static final Map<String, String> BY_LEGACY_CLASS =
      Map.ofEntries(
          Map.entry("nginx", IngressNginxDialect.NAME),
          Map.entry("traefik", TraefikDialect.NAME),
          Map.entry("contour", ContourDialect.NAME),
          Map.entry("haproxy", HaproxyIngressDialect.NAME),
          Map.entry("alb", AwsAlbDialect.NAME),
          Map.entry("kong", KongDialect.NAME),
          Map.entry("cilium", CiliumDialect.NAME),
          Map.entry("skipper", SkipperDialect.NAME),
          Map.entry("gce", GkeDialect.NAME),
          Map.entry("gce-internal", GkeDialect.NAME));

  private static final Map<String, Dialect> BY_NAME =
      List.of(
              new SpecDialect(),
              new IngressNginxDialect(),
              new TraefikIngressNginxDialect(),
              new TraefikDialect(),
              new ContourDialect(),
              new HaproxyIngressDialect(),
              new NginxIncDialect(),
              new AwsAlbDialect(),
              new KongDialect(),
              new CiliumDialect(),
              new SkipperDialect(),
              new GkeDialect(),
              new LoadBalancerDialect())
          .stream()
          .collect(Collectors.toUnmodifiableMap(Dialect::name, Function.identity()));

  /**
   * A choice.
   *
   * @param note why the dialect is a stand-in; empty where it is the entry's own
   */
  public record Choice(Dialect dialect, String note) {}

  private Dialects() {}

  public static Choice of(Estate estate, Entry entry) {
    return switch (entry.type()) {
      case LOAD_BALANCER -> named(LoadBalancerDialect.NAME);
      case GATEWAY -> GatewayDialects.of(estate, entry);
      case INGRESS_CLASS -> ofClass(estate, entry.name());
    };
  }

  private static Choice ofClass(Estate estate, String className) {
    var configured = estate.settings().dialects();
    var controller = controller(estate, Kind.INGRESS_CLASS, className, "controller");
    var chosen =
        Optional.ofNullable(configured.get(className))
            .or(() -> controller.map(BY_CONTROLLER::get))
            .or(() -> Optional.ofNullable(configured.get(EstateSettings.ALL_OTHERS)));
    if (chosen.isPresent()) {
      return named(chosen.get());
    }
    if (controller.isEmpty() && BY_LEGACY_CLASS.containsKey(className)) {
      return named(BY_LEGACY_CLASS.get(className));
    }
    var who = controller.map(name -> "controller " + name).orElse("class \"" + className + "\"");
    return new Choice(BY_NAME.get(SpecDialect.NAME), who + " is not known: read by the API's text");
  }

  private static Choice named(String name) {
    var dialect = BY_NAME.get(name);
    return dialect != null
        ? new Choice(dialect, "")
        : new Choice(
            BY_NAME.get(SpecDialect.NAME),
            "dialect " + name + " is not known: read by the API's text");
  }

  private static Optional<String> controller(
      Estate estate, Kind kind, String className, String field) {
    return estate
        .find(new ObjectRef(kind, "", className))
        .map(object -> object.text("spec", field));
  }
}
