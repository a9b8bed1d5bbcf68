package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which listeners take a route: named by a parentRef, allowed by {@code allowedRoutes}, and with a
 * hostname in common (gateway_types.go, AllowedRoutes; shared_types.go, ParentReference).
 */
public final class Attachments {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /**
   * A route on a listener.
   *
   * @param hosts what both agree on, the narrower of each pair; empty text for every host
   */
  public record Attachment(Listener listener, List<String> hosts) {}

  private final Estate estate;

  public Attachments(Estate estate) {
    this.estate = estate;
  }

  /** The listeners among those given that take an HTTPRoute. */
  public List<Attachment> of(KubernetesObject route, List<Listener> listeners) {
    var found = new ArrayList<Attachment>();
    for (Listener listener : listeners) {
      if (isNamed(route, listener) && isAllowed(route, listener)) {
        var hosts = intersection(hostnames(route), listener.hostname());
        if (!hosts.isEmpty()) {
          found.add(new Attachment(listener, hosts));
        }
      }
    }
    return found;
  }

  /** The hostnames of a route as written; the empty one alone where it has none. */
  public static List<String> hostnames(KubernetesObject route) {
    var hosts = Tree.texts(route.map("spec"), "hostnames").stream().map(Request::normalHost);
    var found = hosts.distinct().toList();
    return found.isEmpty() ? List.of("") : found;
  }

  private static boolean isNamed(KubernetesObject route, Listener listener) {
    return Tree.maps(route.map("spec"), "parentRefs").stream()
        .anyMatch(parent -> names(route, parent, listener));
  }

  private static boolean names(
      KubernetesObject route, Map<String, Object> parent, Listener listener) {
    var gateway = listener.gateway().ref();
    var section = Tree.text(parent, "sectionName");
    long port = Tree.number(parent, "port", 0);
    return Tree.text(parent, "kind", "Gateway").equals("Gateway")
        && Tree.text(parent, "group", Kind.GATEWAY.group()).equals(Kind.GATEWAY.group())
        && Tree.text(parent, "name").equals(gateway.name())
        && Tree.text(parent, "namespace", route.ref().namespace()).equals(gateway.namespace())
        && (section.isEmpty() || section.equals(listener.name()))
        && (port == 0 || port == listener.port());
  }

  private boolean isAllowed(KubernetesObject route, Listener listener) {
    var kinds = Tree.maps(listener.allowed(), "kinds");
    var kindFits =
        kinds.isEmpty()
            || kinds.stream()
                .anyMatch(
                    kind ->
                        Tree.text(kind, "kind").equals(route.ref().kind().kindName())
                            && Tree.text(kind, "group", route.ref().kind().group())
                                .equals(route.ref().kind().group()));
    var namespaces = Tree.map(listener.allowed(), "namespaces");
    return kindFits
        && switch (Tree.text(namespaces, "from", "Same")) {
          case "All" -> true;
          case "Same" -> route.ref().namespace().equals(listener.gateway().ref().namespace());
          case "Selector" -> selects(Tree.map(namespaces, "selector"), route.ref().namespace());
          default -> false;
        };
  }

  private boolean selects(Map<String, Object> selector, String namespace) {
    var labels = new HashMap<String, String>(Map.of(NAME_LABEL, namespace));
    estate
        .find(new ObjectRef(Kind.NAMESPACE, "", namespace))
        .ifPresent(object -> labels.putAll(object.labels()));
    var wanted = Tree.map(selector, "matchLabels");
    return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && Tree.maps(selector, "matchExpressions").stream().allMatch(e -> holds(e, labels));
  }

  private static boolean holds(Map<String, Object> expression, Map<String, String> labels) {
    var value = Optional.ofNullable(labels.get(Tree.text(expression, "key")));
    var values = Tree.texts(expression, "values");
    return switch (Tree.text(expression, "operator")) {
      case "In" -> value.filter(values::contains).isPresent();
      case "NotIn" -> value.filter(values::contains).isEmpty();
      case "Exists" -> value.isPresent();
      case "DoesNotExist" -> value.isEmpty();
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
