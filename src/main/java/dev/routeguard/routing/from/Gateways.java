package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a Gateway (gateway.networking.k8s.io) into listeners. */
public final class Gateways {
  /**
   * One listener.
   *
   * @param hostname empty for every host; lower case
   * @param certificates {@code namespace/name} of the Secrets, comma separated
   * @param allowed {@code spec.listeners[].allowedRoutes}
   */
  public record Listener(
      KubernetesObject gateway,
      String name,
      int port,
      String protocol,
      String hostname,
      boolean passthrough,
      List<ObjectName> certificates,
      Map<String, Object> allowed,
      String fieldPath) {
    /** Where requests come in; empty for a protocol whose routes are not read. */
    public Optional<Listening> listening() {
      return switch (protocol) {
        case "HTTP" -> Optional.of(new Listening(Scheme.HTTP, port));
        case "HTTPS" -> Optional.of(new Listening(Scheme.HTTPS, port));
        default -> Optional.empty();
      };
    }
  }

  /** A name in a namespace. */
  public record ObjectName(String namespace, String name) {
    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  private Gateways() {}

  public static List<Listener> listeners(KubernetesObject gateway) {
    var found = new ArrayList<Listener>();
    var listeners = Tree.maps(gateway.map("spec"), "listeners");
    for (int i = 0; i < listeners.size(); i++) {
      found.add(listener(gateway, listeners.get(i), "spec.listeners[" + i + "]"));
    }
    return found;
  }

  private static Listener listener(
      KubernetesObject gateway, Map<String, Object> listener, String fieldPath) {
    var tls = Tree.map(listener, "tls");
    var namespace = gateway.ref().namespace();
    return new Listener(
        gateway,
        Tree.text(listener, "name"),
        (int) Tree.number(listener, "port", 0),
        Tree.text(listener, "protocol"),
        Request.normalHost(Tree.text(listener, "hostname")),
        Tree.text(tls, "mode").equals("Passthrough"),
        Tree.maps(tls, "certificateRefs").stream()
            .map(r -> new ObjectName(Tree.text(r, "namespace", namespace), Tree.text(r, "name")))
            .toList(),
        Tree.map(listener, "allowedRoutes"),
        fieldPath);
  }

  /**
   * The listeners that take routes: two that share port and hostname, or a port with protocols that
   * don't go together, are all refused (gateway_types.go, "Handling indistinct Listeners").
   */
  public static List<Listener> distinct(List<Listener> listeners) {
    return listeners.stream()
        .filter(one -> listeners.stream().noneMatch(other -> one != other && clash(one, other)))
        .toList();
  }

  private static boolean clash(Listener one, Listener other) {
    if (one.port() != other.port() || isUdp(one) != isUdp(other)) {
      return false;
    }
    return !family(one).equals(family(other))
        || !isByHost(one)
        || one.hostname().equals(other.hostname());
  }

  private static boolean isUdp(Listener listener) {
    return listener.protocol().equals("UDP");
  }

  private static boolean isByHost(Listener listener) {
    return !isUdp(listener) && !listener.protocol().equals("TCP");
  }

  private static String family(Listener listener) {
    return listener.protocol().equals("HTTPS") ? "TLS" : listener.protocol();
  }

  /** Whether a controller may act for the Gateway's class. */
  public static boolean isServed(KubernetesObject gateway, Estate estate) {
    var className = gateway.text("spec", "gatewayClassName");
    var dialects = estate.settings().dialects();
    return dialects.containsKey(className)
        || dialects.containsKey(EstateSettings.ALL_OTHERS)
        || estate.isUnknown(Kind.GATEWAY_CLASS)
        || estate.find(new ObjectRef(Kind.GATEWAY_CLASS, "", className)).isPresent();
  }

  public static Optional<KubernetesObject> find(Entry entry, Estate estate) {
    return estate.find(new ObjectRef(Kind.GATEWAY, entry.namespace(), entry.name()));
  }
}
