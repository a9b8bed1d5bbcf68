package dev.routeguard.routing.from;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which kinds of routes a listener takes: those its protocol knows, narrowed by {@code
 * allowedRoutes.kinds} (gateway_types.go, AllowedRoutes.Kinds and ProtocolType).
 *
 * @param allowed what remains
 * @param invalid true where it names a kind that its protocol does not take
 */
public record RouteKinds(Set<Kind> allowed, boolean invalid) {
  public RouteKinds {
    allowed = Set.copyOf(allowed);
  }

  public static RouteKinds of(Listener listener) {
    var supported = supported(listener);
    var written = Tree.maps(listener.allowed(), "kinds");
    if (written.isEmpty()) {
      return new RouteKinds(supported, false);
    }
    var allowed = EnumSet.noneOf(Kind.class);
    boolean invalid = false;
    for (Map<String, Object> kind : written) {
      var named = named(kind).filter(supported::contains);
      named.ifPresent(allowed::add);
      invalid |= named.isEmpty();
    }
    return new RouteKinds(allowed, invalid);
  }

  private static Optional<Kind> named(Map<String, Object> kind) {
    return Kind.of(Tree.text(kind, "group", Kind.GATEWAY.group()), Tree.text(kind, "kind"));
  }

  private static Set<Kind> supported(Listener listener) {
    return switch (listener.protocol()) {
      case "HTTP", "HTTPS" -> EnumSet.of(Kind.HTTP_ROUTE, Kind.GRPC_ROUTE);
      case "TLS" ->
          listener.passthrough()
              ? EnumSet.of(Kind.TLS_ROUTE)
              : EnumSet.of(Kind.TLS_ROUTE, Kind.TCP_ROUTE);
      case "TCP" -> EnumSet.of(Kind.TCP_ROUTE);
      case "UDP" -> EnumSet.of(Kind.UDP_ROUTE);
      default -> EnumSet.noneOf(Kind.class);
    };
  }
}
