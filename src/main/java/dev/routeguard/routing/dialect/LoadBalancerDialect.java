package dev.routeguard.routing.dialect;

import dev.routeguard.estate.AnnotationMeaning;
import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.Scheme;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Service of type LoadBalancer as an entry of its own: each port goes to the Service's endpoints,
 * whatever the host and path (core/v1 ServiceSpec).
 */
public final class LoadBalancerDialect implements Dialect {
  static final String NAME = "load-balancer";

  private static final List<String> FIELDS =
      List.of("externalTrafficPolicy", "sessionAffinity", "loadBalancerClass", "loadBalancerIP");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var estate = translations.estate();
    var routes = new ArrayList<Route>();
    estate
        .find(new ObjectRef(Kind.SERVICE, entry.namespace(), entry.name()))
        .filter(service -> service.text("spec", "type").equals("LoadBalancer"))
        .ifPresent(service -> routes.addAll(routes(estate, service)));
    Set<Listening> listenings = routes.stream().map(Route::listening).collect(Collectors.toSet());
    var noRoute = new Outcome.Status(0, "nothing listens there");
    var frame = new HostTable.Frame(listenings, noRoute, false);
    return new HostTable(entry, host, frame, routes, List.of());
  }

  private static List<Route> routes(Estate estate, KubernetesObject service) {
    var endpoints = new Endpoints(estate);
    var attributes = attributes(service);
    var ports = Tree.maps(service.map("spec"), "ports");
    var routes = new ArrayList<Route>();
    for (int i = 0; i < ports.size(); i++) {
      int port = (int) Tree.number(ports.get(i), "port", 0);
      var scheme = Tree.text(ports.get(i), "protocol").equals("UDP") ? Scheme.UDP : Scheme.TCP;
      var backend =
          new Backend(service.ref().namespace(), service.ref().name(), Integer.toString(port));
      var answer = new Outcome.Forward(List.of(endpoints.share(backend, 100, 0, 0)), attributes);
      routes.add(
          new Route(
              new Listening(scheme, port),
              RouteMatch.ofPath("", "/", RouteMatch.PathType.PREFIX),
              service.ref(),
              "spec.ports[%d]".formatted(i),
              i,
              new Action.Always(answer)));
    }
    return routes;
  }

  private static Map<String, String> attributes(KubernetesObject service) {
    var spec = service.map("spec");
    var attributes = new HashMap<String, String>();
    FIELDS.stream()
        .filter(spec::containsKey)
        .forEach(field -> attributes.put(field, Tree.text(spec, field)));
    var ranges = new TreeSet<>(Tree.texts(spec, "loadBalancerSourceRanges"));
    if (!ranges.isEmpty()) {
      attributes.put("loadBalancerSourceRanges", String.join(",", ranges));
    }
    service
        .annotations()
        .forEach(
            (key, value) -> {
              if (AnnotationTable.SHIPPED.meaningOf(key) != AnnotationMeaning.BOOKKEEPING) {
                attributes.put(key, AnnotationTable.SHIPPED.normalValue(key, value));
              }
            });
    return attributes;
  }
}
