package dev.routeguard.files;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Routes for Gateways whose own routes nobody gives, as is usual where a platform team keeps the
 * Gateways: one of each protocol that takes every request, so that a listener that opens, closes or
 * shows another certificate can be seen.
 */
final class AssumedRoutes {
  private static final String NAME = "not-given";

  private static final Map<String, Kind> KINDS =
      Map.of(
          "HTTP", Kind.HTTP_ROUTE,
          "HTTPS", Kind.HTTP_ROUTE,
          "TLS", Kind.TLS_ROUTE,
          "TCP", Kind.TCP_ROUTE,
          "UDP", Kind.UDP_ROUTE);

  private final Instant firstSeen;

  /** The protocols of each Gateway or ListenerSet. */
  private final Map<ObjectRef, Set<Kind>> kinds = new TreeMap<>();

  /** What a namespace needs for the selectors of listeners to take its routes. */
  private final Map<String, Object> labels = new TreeMap<>();

  private AssumedRoutes(Instant firstSeen) {
    this.firstSeen = firstSeen;
  }

  /**
   * @param objects of all sides of a comparison, so that routes that go away are not replaced
   */
  static List<KubernetesObject> missingAmong(
      Collection<KubernetesObject> objects, Instant firstSeen) {
    var assumed = new AssumedRoutes(firstSeen);
    objects.forEach(assumed::add);
    objects.stream()
        .filter(object -> Kind.GATEWAY_ROUTES.contains(object.ref().kind()))
        .forEach(route -> parents(route).forEach(assumed.kinds::remove));
    return assumed.all();
  }

  private void add(KubernetesObject object) {
    var kind = object.ref().kind();
    if (kind != Kind.GATEWAY && kind != Kind.LISTENER_SET) {
      return;
    }
    for (Map<String, Object> listener : Tree.maps(object.map("spec"), "listeners")) {
      var route = KINDS.get(Tree.text(listener, "protocol"));
      if (route != null) {
        kinds.computeIfAbsent(object.ref(), key -> new TreeSet<>()).add(route);
      }
      var namespaces = Tree.map(Tree.map(listener, "allowedRoutes"), "namespaces");
      labels.putAll(Tree.map(Tree.map(namespaces, "selector"), "matchLabels"));
    }
  }

  private static Stream<ObjectRef> parents(KubernetesObject route) {
    return Tree.maps(route.map("spec"), "parentRefs").stream()
        .flatMap(
            parent -> {
              var namespace = Tree.text(parent, "namespace", route.ref().namespace());
              var name = Tree.text(parent, "name");
              return Stream.of(Kind.GATEWAY, Kind.LISTENER_SET)
                  .map(kind -> new ObjectRef(kind, namespace, name));
            });
  }

  private List<KubernetesObject> all() {
    var found = new ArrayList<KubernetesObject>();
    var namespaces = new HashSet<String>();
    kinds.forEach(
        (owner, routes) -> {
          for (Kind kind : routes) {
            // By the side of the Gateway for "Same", in one with the right labels for "Selector".
            for (String namespace : List.of(owner.namespace(), NAME)) {
              found.add(route(owner, kind, namespace));
              namespaces.add(namespace);
            }
          }
        });
    if (namespaces.remove(NAME)) {
      found.add(namespace());
    }
    return found;
  }

  private KubernetesObject namespace() {
    var metadata = Map.of("name", NAME, "labels", labels);
    return read(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", metadata));
  }

  private KubernetesObject route(ObjectRef owner, Kind kind, String namespace) {
    var parent = new LinkedHashMap<String, Object>();
    parent.put("kind", owner.kind().kindName());
    parent.put("namespace", owner.namespace());
    parent.put("name", owner.name());
    // Of a kind nobody is expected to give, so that it is neither there nor missing.
    var backend = Map.of("group", "gateway.networking.x-k8s.io", "kind", "Route", "name", NAME);
    var rules = List.of(Map.of("backendRefs", List.of(backend)));
    var spec = Map.of("parentRefs", List.of(parent), "rules", rules);
    var name =
        String.join("-", NAME, owner.kind().kindName().toLowerCase(Locale.ROOT), owner.name());
    return read(
        Map.of(
            "apiVersion",
            kind.group() + "/" + kind.version(),
            "kind",
            kind.kindName(),
            "metadata",
            Map.of("name", name, "namespace", namespace),
            "spec",
            spec));
  }

  private KubernetesObject read(Map<String, Object> document) {
    return Documents.read(document, firstSeen).orElseThrow();
  }
}
