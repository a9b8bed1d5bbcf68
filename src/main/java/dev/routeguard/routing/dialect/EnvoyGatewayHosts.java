package dev.routeguard.routing.dialect;

import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.CheckedListeners.Fault;
import dev.routeguard.routing.from.Gateways.Listener;
import dev.routeguard.routing.from.Translations;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The hosts that Envoy Gateway lets a listener take: those that it and the route have in common,
 * without the very hostnames of the other listeners of its port (internal/gatewayapi/helpers.go,
 * computeHosts). All HTTP listeners of a port fill one route configuration of Envoy, which takes
 * each host once, so that a host which comes in by two of them has the whole configuration refused;
 * so does a server name that two TLSRoutes of a port name, each being a filter chain of its own.
 */
public final class EnvoyGatewayHosts implements Attachments.Narrowing {
  private static final String HTTP = "HTTP";
  private static final String TLS = "TLS";

  /** A port with a host. */
  private record Place(int port, String host) {}

  private final List<Listener> listeners;

  private EnvoyGatewayHosts(List<Listener> listeners) {
    this.listeners = listeners;
  }

  static EnvoyGatewayHosts of(List<Checked> listeners) {
    return new EnvoyGatewayHosts(
        listeners.stream()
            .filter(checked -> !checked.has(Fault.HOSTNAME_CONFLICT))
            .map(Checked::listener)
            .toList());
  }

  @Override
  public List<String> narrow(
      KubernetesObject route,
      Listener listener,
      List<String> hosts,
      Predicate<Listener> isAllowed) {
    if (Tree.texts(route.map("spec"), "hostnames").isEmpty()) {
      return hosts;
    }
    Set<String> others =
        listeners.stream()
            .filter(other -> other.port() == listener.port() && !isSame(other, listener))
            .map(Listener::hostname)
            .filter(hostname -> !hostname.isEmpty())
            .collect(Collectors.toSet());
    return hosts.stream().filter(host -> !others.contains(host)).toList();
  }

  private static boolean isSame(Listener one, Listener other) {
    return one.name().equals(other.name()) && one.owner().ref().equals(other.owner().ref());
  }

  private record Refused(Set<Integer> ports) {}

  /**
   * The ports whose routes Envoy refuses. All routes that may meet at one have to be looked at,
   * once for each Gateway.
   */
  static Set<Integer> refusedPorts(
      Translations translations, List<Listener> open, Attachments.Narrowing narrowing) {
    var kinds = shared(open);
    if (kinds.isEmpty()) {
      return Set.of();
    }
    var estate = translations.estate();
    return translations
        .once(
            open.get(0).gateway().ref(),
            Refused.class,
            () ->
                new Refused(
                    refused(
                        open.stream()
                            .map(listener -> listener.owner().ref())
                            .distinct()
                            .flatMap(owner -> estate.refs(new IndexKey.ByParent(owner)).stream())
                            .distinct()
                            .filter(ref -> kinds.contains(ref.kind()))
                            .flatMap(ref -> estate.find(ref).stream())
                            .flatMap(r -> translations.attachments(r, open, narrowing).stream())
                            .toList())))
        .ports();
  }

  /** The routes that may meet at one port: those of several HTTP listeners, those of a TLS one. */
  private static Set<Kind> shared(List<Listener> open) {
    var kinds = EnumSet.noneOf(Kind.class);
    var ports = new HashSet<Integer>();
    for (Listener listener : open) {
      if (listener.protocol().equals(TLS)) {
        kinds.add(Kind.TLS_ROUTE);
      } else if (listener.protocol().equals(HTTP) && !ports.add(listener.port())) {
        kinds.addAll(EnumSet.of(Kind.HTTP_ROUTE, Kind.GRPC_ROUTE));
      }
    }
    return kinds;
  }

  private static Set<Integer> refused(List<Attachments.Attachment> attached) {
    Map<Place, Listener> takers = new HashMap<>();
    var refused = new HashSet<Integer>();
    for (Attachments.Attachment attachment : attached) {
      var listener = attachment.listener();
      boolean isTls = listener.protocol().equals(TLS);
      if (isTls || listener.protocol().equals(HTTP)) {
        for (String host : attachment.hosts()) {
          var taker = takers.putIfAbsent(new Place(listener.port(), host), listener);
          if (taker != null && (isTls || !isSame(taker, listener))) {
            refused.add(listener.port());
          }
        }
      }
    }
    return refused;
  }
}
