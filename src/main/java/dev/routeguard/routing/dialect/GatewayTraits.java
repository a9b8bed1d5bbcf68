package dev.routeguard.routing.dialect;

import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where implementations of the Gateway API differ: one row for each.
 *
 * @param name of the dialect, as in configuration and case files
 * @param controllers {@code GatewayClass.spec.controllerName}; one that ends with {@code *} stands
 *     for all that begin so
 * @param emptyStatus the answer for a backend without ready endpoints
 * @param tie who wins of two routes with equal matches
 * @param fallThrough what becomes of a request that no route of its most specific host matches
 * @param firstStreamWins whether the first of several TCP or UDP listeners of one port stands
 * @param door whose route wins where the same controller reads an Ingress and an HTTPRoute with the
 *     same host and path at one address
 * @param quirks what else is unlike the API's text
 */
public record GatewayTraits(
    String name,
    List<String> controllers,
    int emptyStatus,
    Tie tie,
    FallThrough fallThrough,
    boolean firstStreamWins,
    Door door,
    Set<GatewayQuirk> quirks) {
  /** Who wins of two routes with equal matches. */
  public enum Tie {
    OLDEST,
    OPEN
  }

  /** What becomes of a request that no route of its most specific host matches. */
  public enum FallThrough {
    /** The API does not say. */
    OPEN,
    /** It is not found: less specific hosts are not asked. */
    NEVER
  }

  /** Whose route wins at an address where one controller reads Ingresses and HTTPRoutes. */
  public enum Door {
    GATEWAY_FIRST,
    INGRESS_FIRST,
    UNKNOWN
  }

  /** The API's own text. */
  static final GatewayTraits SPEC = row("gateway-api", 503, Tie.OLDEST, FallThrough.OPEN);

  /**
   * What was observed of Contour 1.33, Envoy Gateway 1.9 and Traefik 3.7; of the others only the
   * name is known, and they are taken to do as the API says. Envoy picks one virtual host by name
   * and asks no other.
   */
  static final List<GatewayTraits> ROWS =
      List.of(
          SPEC,
          new GatewayTraits(
              "contour",
              List.of("projectcontour.io/*"),
              503,
              Tie.OLDEST,
              FallThrough.NEVER,
              false,
              Door.GATEWAY_FIRST,
              Set.of(
                  GatewayQuirk.OTHER_LISTENERS_TAKE_HOSTS,
                  GatewayQuirk.REDIRECTS_OF_CONTOUR,
                  GatewayQuirk.UNRESOLVED_BACKENDS_ARE_LEFT_OUT,
                  GatewayQuirk.RULES_CONFLICT_AS_A_WHOLE)),
          new GatewayTraits(
              "envoy-gateway",
              List.of("gateway.envoyproxy.io/gatewayclass-controller"),
              503,
              Tie.OLDEST,
              FallThrough.NEVER,
              true,
              Door.UNKNOWN,
              Set.of(
                  GatewayQuirk.METHOD_IS_A_HEADER,
                  GatewayQuirk.REDIRECTS_OF_ENVOY_GATEWAY,
                  GatewayQuirk.SHARES_OF_ENVOY_GATEWAY,
                  GatewayQuirk.LISTENERS_SHARE_HOSTS,
                  GatewayQuirk.CALLS_BY_PATH_ALONE,
                  GatewayQuirk.DEAD_BACKENDS_ARE_UNRESOLVED,
                  GatewayQuirk.FAULTS_OF_ENVOY_GATEWAY)),
          new GatewayTraits(
              "traefik",
              List.of("traefik.io/*"),
              500,
              Tie.OPEN,
              FallThrough.OPEN,
              false,
              Door.INGRESS_FIRST,
              Set.of()),
          row("cilium", 503, Tie.OLDEST, FallThrough.NEVER, "io.cilium/gateway-controller"),
          row("istio", 503, Tie.OLDEST, FallThrough.NEVER, "istio.io/gateway-controller"),
          row("kgateway", 503, Tie.OLDEST, FallThrough.NEVER, "kgateway.dev/*"),
          row("kong", 503, Tie.OLDEST, FallThrough.OPEN, "konghq.com/*"),
          row("nginx-gateway-fabric", 503, Tie.OLDEST, FallThrough.OPEN, "gateway.nginx.org/*"),
          row("haproxy-ingress", 503, Tie.OLDEST, FallThrough.OPEN, "haproxy-ingress.github.io/*"),
          row("gke", 503, Tie.OLDEST, FallThrough.OPEN, "networking.gke.io/*"),
          row("aws-alb", 503, Tie.OLDEST, FallThrough.OPEN, "gateway.k8s.aws/*"),
          row("azure-alb", 503, Tie.OLDEST, FallThrough.OPEN, "alb.networking.azure.io/*"));

  public GatewayTraits {
    Objects.requireNonNull(name, "name");
    controllers = List.copyOf(controllers);
    quirks = Set.copyOf(quirks);
  }

  private static GatewayTraits row(
      String name, int emptyStatus, Tie tie, FallThrough fallThrough, String... controllers) {
    return new GatewayTraits(
        name, List.of(controllers), emptyStatus, tie, fallThrough, false, Door.UNKNOWN, Set.of());
  }

  public boolean has(GatewayQuirk quirk) {
    return quirks.contains(quirk);
  }

  /** How the implementation behind a Gateway narrows the hosts of its routes. */
  public Attachments.Narrowing narrowing(List<Checked> listeners) {
    if (has(GatewayQuirk.LISTENERS_SHARE_HOSTS)) {
      return EnvoyGatewayHosts.of(listeners);
    }
    return has(GatewayQuirk.OTHER_LISTENERS_TAKE_HOSTS)
        ? new ContourHosts(listeners)
        : Attachments.Narrowing.NONE;
  }

  /** The row of an implementation. */
  static Optional<GatewayTraits> named(String name) {
    return ROWS.stream().filter(row -> row.name().equals(name)).findFirst();
  }

  /** The row of a controller. */
  static Optional<GatewayTraits> ofController(String controller) {
    return ROWS.stream()
        .filter(row -> row.controllers().stream().anyMatch(known -> fits(known, controller)))
        .findFirst();
  }

  /** The row of the controllers that share a domain, such as {@code traefik.io}. */
  static Optional<GatewayTraits> ofDomain(String controller) {
    var domain = controller.split("/", 2)[0] + "/";
    return ROWS.stream()
        .filter(row -> row.controllers().stream().anyMatch(known -> known.startsWith(domain)))
        .findFirst();
  }

  private static boolean fits(String known, String controller) {
    return known.endsWith("*")
        ? controller.startsWith(known.substring(0, known.length() - 1))
        : known.equals(controller);
  }
}
