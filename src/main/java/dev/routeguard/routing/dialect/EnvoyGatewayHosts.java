package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.CheckedListeners.Fault;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts that Envoy Gateway lets a listener take: those that it and the route have in common,
 * without the very hostnames of the other listeners of its port (internal/gatewayapi/helpers.go,
 * computeHosts). All HTTP listeners of a port fill one route configuration of Envoy, which takes
 * each host once, so that a host which comes in by two of them has the whole configuration refused.
 */
public final class EnvoyGatewayHosts implements Attachments.Narrowing {
  /** A port with a host. */
  private record Place(int port, String host) {}

  private final List<Listener> listeners;

  private EnvoyGatewayHosts(List<Listener> listeners) {
    this.listeners = listeners;
  }

  /** How the implementation behind a Gateway narrows the hosts of its routes. */
  public static Attachments.Narrowing of(GatewayTraits traits, List<Checked> listeners) {
    return traits.has(GatewayQuirk.LISTENERS_SHARE_HOSTS)
        ? of(listeners)
        : Attachments.Narrowing.NONE;
  }

  static EnvoyGatewayHosts of(List<Checked> listeners) {
    return new EnvoyGatewayHosts(
        listeners.stream()
            .filter(checked -> !checked.has(Fault.HOSTNAME_CONFLICT))
            .map(Checked::listener)
            .toList());
  }

  @Override
  public List<String> narrow(KubernetesObject route, Listener listener, List<String> hosts) {
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

  /** Whether several HTTP listeners fill one route configuration. */
  static boolean isShared(Collection<Listener> open) {
    return open.stream()
        .filter(listener -> listener.protocol().equals("HTTP"))
        .collect(Collectors.groupingBy(Listener::port, Collectors.counting()))
        .values()
        .stream()
        .anyMatch(count -> count > 1);
  }

  /**
   * The ports whose route configuration Envoy refuses.
   *
   * @param attached each listener's hosts, of all routes of the Gateway
   */
  static Set<Integer> refused(List<Attachments.Attachment> attached) {
    Map<Place, Listener> takers = new HashMap<>();
    var refused = new HashSet<Integer>();
    for (Attachments.Attachment attachment : attached) {
      var listener = attachment.listener();
      if (listener.protocol().equals("HTTP")) {
        for (String host : attachment.hosts()) {
          var taker = takers.putIfAbsent(new Place(listener.port(), host), listener);
          if (taker != null && !isSame(taker, listener)) {
            refused.add(listener.port());
          }
        }
      }
    }
    return refused;
  }
}
