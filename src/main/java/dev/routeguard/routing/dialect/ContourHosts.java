package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.List;
import java.util.function.Predicate;

/**
 * The hosts that Contour lets a listener take: those that it and the route have in common, without
 * what a listener with a longer hostname takes to which the parentRef does not attach the route,
 * whatever its port (internal/dag/gatewayapi_processor.go, computeHosts).
 */
final class ContourHosts implements Attachments.Narrowing {
  private final List<Listener> listeners;

  ContourHosts(List<Checked> listeners) {
    this.listeners = listeners.stream().map(Checked::listener).toList();
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
    var others =
        listeners.stream()
            .filter(isAllowed.negate())
            .map(Listener::hostname)
            .filter(hostname -> !hostname.isEmpty())
            .toList();
    return hosts.stream()
        .filter(host -> host.equals(listener.hostname()) || isLeft(host, listener, others))
        .toList();
  }

  private static boolean isLeft(String host, Listener listener, List<String> others) {
    return others.stream()
        .noneMatch(
            other ->
                other.equals(host)
                    || other.startsWith("*.")
                        && other.length() > listener.hostname().length()
                        && host.length() >= other.length()
                        && host.endsWith(other.substring(1)));
  }
}
