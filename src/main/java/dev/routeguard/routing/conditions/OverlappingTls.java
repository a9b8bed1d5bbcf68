package dev.routeguard.routing.conditions;

import dev.routeguard.estate.CertificateFacts;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * HTTPS listeners of one port between whose hosts a client may reuse a connection, because their
 * certificates or hostnames overlap (gateway_types.go, ListenerConditionOverlappingTLSConfig).
 */
final class OverlappingTls {
  private static final String TYPE = "OverlappingTLSConfig";

  private final Estate estate;
  private final List<Listener> listeners;

  OverlappingTls(Estate estate, List<Checked> checked) {
    this.estate = estate;
    this.listeners =
        checked.stream()
            .filter(one -> !one.isConflicted())
            .map(Checked::listener)
            .filter(listener -> listener.protocol().equals("HTTPS"))
            .toList();
  }

  List<Condition> all() {
    var found = new ArrayList<Condition>();
    for (Listener one : listeners) {
      if (rivals(one).anyMatch(other -> overlap(certificateNames(one), certificateNames(other)))) {
        found.add(condition(one, "OverlappingCertificates"));
      } else if (rivals(one).anyMatch(other -> overlap(hosts(one), hosts(other)))) {
        found.add(condition(one, "OverlappingHostnames"));
      }
    }
    return found;
  }

  private Stream<Listener> rivals(Listener one) {
    return listeners.stream().filter(other -> other.port() == one.port() && !other.equals(one));
  }

  private static List<String> hosts(Listener listener) {
    return List.of(listener.hostname());
  }

  private List<String> certificateNames(Listener listener) {
    return listener.certificates().stream()
        .map(name -> new ObjectRef(Kind.SECRET, name.namespace(), name.name()))
        .flatMap(ref -> estate.find(ref).stream())
        .flatMap(secret -> CertificateFacts.names(secret).stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> !isAddress(name))
        .toList();
  }

  /** No client reuses a connection for another host because of an address. */
  private static boolean isAddress(String name) {
    return name.contains(":") || name.matches("[0-9.]+");
  }

  private static boolean overlap(List<String> some, List<String> others) {
    return some.stream()
        .anyMatch(
            one -> others.stream().anyMatch(o -> Attachments.intersection(one, o).isPresent()));
  }

  private static Condition condition(Listener listener, String reason) {
    return new Condition(listener.owner().ref(), null, listener.name(), TYPE, true, reason, "");
  }
}
