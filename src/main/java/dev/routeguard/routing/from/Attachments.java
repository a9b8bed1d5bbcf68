package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which listeners take a route: named by a parentRef, allowed by {@code allowedRoutes}, and with a
 * hostname in common (gateway_types.go, AllowedRoutes; shared_types.go, ParentReference).
 */
public final class Attachments {
  /**
   * A route on a listener.
   *
   * @param hosts what both agree on, the narrower of each pair; empty text for every host
   */
  public record Attachment(Listener listener, List<String> hosts) {}

  /** How far a parentRef comes, in the order in which it is judged. */
  public enum Stage {
    NO_MATCHING_PARENT,
    NOT_ALLOWED_BY_LISTENERS,
    NO_MATCHING_LISTENER_HOSTNAME,
    ATTACHED
  }

  /** What becomes of one parentRef. */
  public record Attached(Stage stage, List<Attachment> attachments) {}

  /** What an implementation takes away from the hosts that a route and a listener agree on. */
  public interface Narrowing {
    /** The API takes nothing away. */
    Narrowing NONE = (route, listener, hosts, isAllowed) -> hosts;

    /**
     * What is left.
     *
     * @param isAllowed whether the same parentRef attaches the route to another listener, too, as
     *     far as name, kind and namespace go
     */
    List<String> narrow(
        KubernetesObject route,
        Listener listener,
        List<String> hosts,
        Predicate<Listener> isAllowed);
  }

  private final Estate estate;
  private final Narrowing narrowing;

  public Attachments(Estate estate, Narrowing narrowing) {
    this.estate = estate;
    this.narrowing = narrowing;
  }

  /** The listeners among those given that take a route, by any of its parentRefs. */
  public List<Attachment> of(KubernetesObject route, List<Listener> listeners) {
    var found = new LinkedHashSet<Attachment>();
    var parents = new LinkedHashSet<>(Tree.maps(route.map("spec"), "parentRefs"));
    for (Map<String, Object> parent : parents) {
      found.addAll(of(route, parent, listeners).attachments());
    }
    return List.copyOf(found);
  }

  /** The listeners among those given that take a route by one parentRef. */
  public Attached of(KubernetesObject route, Map<String, Object> parent, List<Listener> listeners) {
    var named = listeners.stream().filter(l -> names(route, parent, l)).toList();
    var allowed = named.stream().filter(l -> isAllowed(route, l)).toList();
    Predicate<Listener> takes = l -> names(route, parent, l) && isAllowed(route, l);
    var found = new ArrayList<Attachment>();
    var hostnames = hostnames(route);
    for (Listener listener : allowed) {
      var common = intersection(hostnames, listener.isByHost() ? listener.hostname() : "");
      var hosts = narrowing.narrow(route, listener, common, takes);
      if (!hosts.isEmpty()) {
        found.add(new Attachment(listener, hosts));
      }
    }
    return new Attached(stage(named, allowed, found), List.copyOf(found));
  }

  private static Stage stage(
      List<Listener> named, List<Listener> allowed, List<Attachment> attached) {
    if (!attached.isEmpty()) {
      return Stage.ATTACHED;
    }
    if (named.isEmpty()) {
      return Stage.NO_MATCHING_PARENT;
    }
    return allowed.isEmpty() ? Stage.NOT_ALLOWED_BY_LISTENERS : Stage.NO_MATCHING_LISTENER_HOSTNAME;
  }

  /** The hostnames of a route as written; the empty one alone where it has none. */
  public static List<String> hostnames(KubernetesObject route) {
    var hosts = Tree.texts(route.map("spec"), "hostnames").stream().map(Request::normalHost);
    var found = hosts.distinct().toList();
    return found.isEmpty() ? List.of("") : found;
  }

  /** The Gateway or ListenerSet that a parentRef names; empty where it names another kind. */
  public static Optional<ObjectRef> parent(KubernetesObject route, Map<String, Object> parent) {
    var kind =
        Kind.of(
            Tree.text(parent, "group", Kind.GATEWAY.group()),
            Tree.text(parent, "kind", Kind.GATEWAY.kindName()));
    return kind.filter(Set.of(Kind.GATEWAY, Kind.LISTENER_SET)::contains)
        .map(
            k ->
                new ObjectRef(
                    k,
                    Tree.text(parent, "namespace", route.ref().namespace()),
                    Tree.text(parent, "name")));
  }

  private static boolean names(
      KubernetesObject route, Map<String, Object> parent, Listener listener) {
    var section = Tree.text(parent, "sectionName");
    long port = Tree.number(parent, "port", 0);
    return parent(route, parent).filter(listener.owner().ref()::equals).isPresent()
        && (section.isEmpty() || section.equals(listener.name()))
        && (port == 0 || port == listener.port());
  }

  private boolean isAllowed(KubernetesObject route, Listener listener) {
    var namespaces = Tree.map(listener.allowed(), "namespaces");
    var namespace = route.ref().namespace();
    return RouteKinds.of(listener).allowed().contains(route.ref().kind())
        && switch (Tree.text(namespaces, "from", "Same")) {
          case "All" -> true;
          case "Same" -> namespace.equals(listener.owner().ref().namespace());
          case "Selector" ->
              namespaces.containsKey("selector")
                  && NamespaceSelector.of(Tree.map(namespaces, "selector"))
                      .selects(namespace, estate);
          default -> false;
        };
  }

  private static List<String> intersection(List<String> hosts, String hostname) {
    return hosts.stream()
        .map(host -> intersection(host, hostname))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** The hosts two patterns have in common, which is one of the two or nothing. */
  public static Optional<String> intersection(String one, String other) {
    if (one.equals(other) || other.isEmpty() || covers(other, one)) {
      return Optional.of(one);
    }
    return one.isEmpty() || covers(one, other) ? Optional.of(other) : Optional.empty();
  }

  private static boolean covers(String wildcard, String host) {
    return wildcard.startsWith("*.")
        && host.length() > wildcard.length() - 1
        && host.endsWith(wildcard.substring(1));
  }
}
