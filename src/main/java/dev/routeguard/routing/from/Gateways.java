package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Scheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Gateways and ListenerSets (gateway.networking.k8s.io) into listeners. */
public final class Gateways {
  /**
   * One listener.
   *
   * @param gateway the Gateway it opens a port on
   * @param owner the object it is written in: the Gateway, or a ListenerSet
   * @param hostname empty for every host; lower case
   * @param tls {@code listeners[].tls}
   * @param allowed {@code listeners[].allowedRoutes}
   */
  public record Listener(
      KubernetesObject gateway,
      KubernetesObject owner,
      String name,
      int port,
      String protocol,
      String hostname,
      Map<String, Object> tls,
      Map<String, Object> allowed,
      String fieldPath) {
    /** Where requests come in; empty for a protocol of a vendor. */
    public Optional<Listening> listening() {
      return switch (protocol) {
        case "HTTP" -> Optional.of(new Listening(Scheme.HTTP, port));
        case "HTTPS" -> Optional.of(new Listening(Scheme.HTTPS, port));
        case "TLS" -> Optional.of(new Listening(Scheme.TLS, port));
        case "TCP" -> Optional.of(new Listening(Scheme.TCP, port));
        case "UDP" -> Optional.of(new Listening(Scheme.UDP, port));
        default -> Optional.empty();
      };
    }

    /** Whether the data plane hands encrypted bytes on as they come. */
    public boolean passthrough() {
      return Tree.text(tls, "mode").equals("Passthrough");
    }

    /** The certificates it names. */
    public List<ObjectName> certificates() {
      var namespace = owner.ref().namespace();
      return Tree.maps(tls, "certificateRefs").stream()
          .map(r -> new ObjectName(Tree.text(r, "namespace", namespace), Tree.text(r, "name")))
          .toList();
    }

    /**
     * How clients are verified: as the Gateway says for the port, else for all ports
     * (gateway_types.go, FrontendTLSConfig).
     */
    public Map<String, Object> clientValidation() {
      var frontend = Tree.map(gateway.map("spec", "tls"), "frontend");
      return Tree.maps(frontend, "perPort").stream()
          .filter(perPort -> Tree.number(perPort, "port", 0) == port)
          .findFirst()
          .map(perPort -> Tree.map(Tree.map(perPort, "tls"), "validation"))
          .orElseGet(() -> Tree.map(Tree.map(frontend, "default"), "validation"));
    }

    /** Whether it is told from others of its port by hostname. */
    public boolean isByHost() {
      return !protocol.equals("UDP") && !protocol.equals("TCP");
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

  /** The listeners written in the Gateway itself. */
  public static List<Listener> listeners(KubernetesObject gateway) {
    return listeners(gateway, gateway);
  }

  /** The listeners of the Gateway, then those of the ListenerSets it takes, oldest first. */
  public static List<Listener> merged(KubernetesObject gateway, Estate estate) {
    var merged = new ArrayList<>(listeners(gateway));
    listenerSets(gateway, estate).stream()
        .filter(set -> takes(gateway, set, estate))
        .forEach(set -> merged.addAll(listeners(gateway, set)));
    return merged;
  }

  private static List<Listener> listeners(KubernetesObject gateway, KubernetesObject owner) {
    var found = new ArrayList<Listener>();
    var listeners = Tree.maps(owner.map("spec"), "listeners");
    for (int i = 0; i < listeners.size(); i++) {
      found.add(listener(gateway, owner, listeners.get(i), "spec.listeners[" + i + "]"));
    }
    return found;
  }

  private static Listener listener(
      KubernetesObject gateway,
      KubernetesObject owner,
      Map<String, Object> listener,
      String fieldPath) {
    return new Listener(
        gateway,
        owner,
        Tree.text(listener, "name"),
        (int) Tree.number(listener, "port", 0),
        Tree.text(listener, "protocol"),
        Request.normalHost(Tree.text(listener, "hostname")),
        Tree.map(listener, "tls"),
        Tree.map(listener, "allowedRoutes"),
        fieldPath);
  }

  /**
   * The ListenerSets that name a Gateway, taken or not: by creation time, then by {@code
   * namespace/name} (listenerset_types.go, "Listeners are merged").
   */
  public static List<KubernetesObject> listenerSets(KubernetesObject gateway, Estate estate) {
    return estate.found(new IndexKey.SetsOf(gateway.ref())).stream().sorted(OLDEST_FIRST).toList();
  }

  /** Age, then {@code namespace/name}, as Gateway API has it wherever two objects compete. */
  public static final Comparator<KubernetesObject> OLDEST_FIRST =
      Comparator.comparing(KubernetesObject::created)
          .thenComparing(object -> object.ref().namespace() + "/" + object.ref().name());

  /** Whether a Gateway lets a ListenerSet add listeners; without {@code allowedListeners} none. */
  public static boolean takes(KubernetesObject gateway, KubernetesObject set, Estate estate) {
    var namespaces = Tree.map(gateway.map("spec", "allowedListeners"), "namespaces");
    var namespace = set.ref().namespace();
    return switch (Tree.text(namespaces, "from", "None")) {
      case "All" -> true;
      case "Same" -> namespace.equals(gateway.ref().namespace());
      case "Selector" ->
          NamespaceSelector.of(Tree.map(namespaces, "selector")).selects(namespace, estate);
      default -> false;
    };
  }

  /** The Gateway that a parent reference means, straight or through a ListenerSet. */
  public static Optional<ObjectRef> ofParent(ObjectRef parent, Estate estate) {
    if (parent.kind() != Kind.LISTENER_SET) {
      return Optional.of(parent);
    }
    return estate.find(parent).map(Gateways::parentOf);
  }

  /** The Gateway that a ListenerSet names. */
  public static ObjectRef parentOf(KubernetesObject set) {
    var parent = set.map("spec", "parentRef");
    var namespace = Tree.text(parent, "namespace", set.ref().namespace());
    return new ObjectRef(Kind.GATEWAY, namespace, Tree.text(parent, "name"));
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
