package dev.routeguard.files;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gateways that routes name and no file gives, as is usual where the platform's Gateways live in
 * another repository than the routes: taken to be there, to listen on port 80 and to take routes of
 * every namespace.
 */
final class AssumedGateways {
  /** The class they are of; to be read as the API says. */
  static final String CLASS = "not-given";

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int FIRST_OTHER_PORT = 8001;

  private final Map<ObjectRef, Set<String>> sections = new TreeMap<>();

  private AssumedGateways() {}

  /**
   * @param objects of all sides of a comparison, so that a Gateway that goes away is not taken to
   *     stay
   */
  static List<KubernetesObject> missingAmong(
      Collection<KubernetesObject> objects, Instant firstSeen) {
    var assumed = new AssumedGateways();
    objects.stream()
        .filter(object -> Kind.GATEWAY_ROUTES.contains(object.ref().kind()))
        .forEach(assumed::add);
    objects.forEach(object -> assumed.sections.remove(object.ref()));
    return assumed.sections.entrySet().stream()
        .map(entry -> gateway(entry.getKey(), entry.getValue(), firstSeen))
        .toList();
  }

  private void add(KubernetesObject route) {
    for (Map<String, Object> parent : Tree.maps(route.map("spec"), "parentRefs")) {
      var name = Tree.text(parent, "name");
      if (Tree.text(parent, "kind", "Gateway").equals("Gateway") && !name.isEmpty()) {
        var namespace = Tree.text(parent, "namespace", route.ref().namespace());
        var gateway = new ObjectRef(Kind.GATEWAY, namespace, name);
        var named = sections.computeIfAbsent(gateway, key -> new TreeSet<>(Set.of("http")));
        named.add(Tree.text(parent, "sectionName", "http"));
      }
    }
  }

  private static KubernetesObject gateway(ObjectRef ref, Set<String> sections, Instant firstSeen) {
    var listeners = new ArrayList<Map<String, Object>>();
    int other = FIRST_OTHER_PORT;
    for (String section : sections) {
      boolean isKnown = section.equals("http") || section.equals("https");
      listeners.add(listener(section, isKnown ? wellKnown(section) : other++));
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", Kind.GATEWAY.group() + "/" + Kind.GATEWAY.version());
    document.put("kind", Kind.GATEWAY.kindName());
    document.put("metadata", Map.of("name", ref.name(), "namespace", ref.namespace()));
    document.put("spec", Map.of("gatewayClassName", CLASS, "listeners", listeners));
    return Documents.read(document, firstSeen).orElseThrow();
  }

  private static int wellKnown(String section) {
    return section.equals("https") ? HTTPS_PORT : HTTP_PORT;
  }

  private static Map<String, Object> listener(String name, int port) {
    var listener = new LinkedHashMap<String, Object>();
    listener.put("name", name);
    listener.put("port", port);
    listener.put("protocol", port == HTTPS_PORT ? "HTTPS" : "HTTP");
    listener.put("allowedRoutes", Map.of("namespaces", Map.of("from", "All")));
    if (port == HTTPS_PORT) {
      listener.put("tls", Map.of("certificateRefs", List.of(Map.of("name", CLASS))));
    }
    return listener;
  }
}
