package dev.routeguard.routing.from;

import dev.routeguard.routing.from.CheckedListeners.Fault;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which ports are taken, by protocols that go together and by hostname, so that each of many
 * listeners is compared with all others at once.
 */
final class ListenerClaims {
  private record Port(int number, boolean isUdp) {}

  private final Map<Port, Map<String, Map<String, Integer>>> hostsByFamily = new HashMap<>();

  void add(Listener listener) {
    hostsByFamily
        .computeIfAbsent(port(listener), port -> new HashMap<>())
        .computeIfAbsent(family(listener), family -> new HashMap<>())
        .merge(listener.hostname(), 1, Integer::sum);
  }

  /**
   * What is in a listener's way.
   *
   * @param own how many of the claims are the listener's own
   */
  Optional<Fault> clash(Listener listener, int own) {
    var families = hostsByFamily.getOrDefault(port(listener), Map.of());
    if (families.keySet().stream().anyMatch(family -> !family.equals(family(listener)))) {
      return Optional.of(Fault.PROTOCOL_CONFLICT);
    }
    var hosts = families.getOrDefault(family(listener), Map.of());
    if (!listener.isByHost()) {
      int all = hosts.values().stream().mapToInt(Integer::intValue).sum();
      return all > own ? Optional.of(Fault.PROTOCOL_CONFLICT) : Optional.empty();
    }
    return hosts.getOrDefault(listener.hostname(), 0) > own
        ? Optional.of(Fault.HOSTNAME_CONFLICT)
        : Optional.empty();
  }

  private static Port port(Listener listener) {
    return new Port(listener.port(), listener.protocol().equals("UDP"));
  }

  /** HTTPS and TLS share a port, told apart by server name. */
  private static String family(Listener listener) {
    return listener.protocol().equals("HTTPS") ? "TLS" : listener.protocol();
  }
}
