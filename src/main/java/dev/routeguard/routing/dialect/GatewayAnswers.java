package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Action.PathChange;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Share.Readiness;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.Grants;
import dev.routeguard.routing.from.HttpRoutes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a rule of an HTTPRoute does: redirect, or backends by weight. An invalid backend keeps its
 * weight and answers 500, one without ready endpoints 503 (httproute_types.go BackendRefs).
 */
final class GatewayAnswers {
  private static final int INVALID = 500;
  private static final int UNAVAILABLE = 503;

  /** Groups whose backends some implementation knows, so that they are unknown, not invalid. */
  private static final Set<String> VENDOR_BACKENDS =
      Set.of(
          "multicluster.x-k8s.io",
          "net.gke.io",
          "gateway.envoyproxy.io",
          "gateway.kgateway.dev",
          "gateway.networking.x-k8s.io",
          "inference.networking.k8s.io",
          "inference.networking.x-k8s.io",
          "networking.istio.io",
          "traefik.io",
          "application-networking.k8s.aws");

  private final Estate estate;
  private final Endpoints endpoints;

  GatewayAnswers(Estate estate) {
    this.estate = estate;
    this.endpoints = new Endpoints(estate);
  }

  Action of(HttpRoutes.Rule rule) {
    for (Map<String, Object> filter : Tree.maps(rule.rule(), "filters")) {
      if (Tree.text(filter, "type").equals("RequestRedirect")) {
        return redirect(Tree.map(filter, "requestRedirect"));
      }
    }
    return new Action.Always(forward(rule));
  }

  private static Action redirect(Map<String, Object> redirect) {
    var path = Tree.map(redirect, "path");
    var change =
        switch (Tree.text(path, "type")) {
          case "ReplaceFullPath" ->
              new PathChange(PathChange.Kind.FULL, Tree.text(path, "replaceFullPath"));
          case "ReplacePrefixMatch" ->
              new PathChange(PathChange.Kind.PREFIX, Tree.text(path, "replacePrefixMatch"));
          default -> PathChange.NONE;
        };
    return new Action.RedirectTo(
        (int) Tree.number(redirect, "statusCode", 302),
        Tree.text(redirect, "scheme"),
        Tree.text(redirect, "hostname"),
        (int) Tree.number(redirect, "port", 0),
        change);
  }

  private Outcome forward(HttpRoutes.Rule rule) {
    var refs = Tree.maps(rule.rule(), "backendRefs");
    if (refs.isEmpty()) {
      return new Outcome.Status(INVALID, "the rule has no backend");
    }
    double total = refs.stream().mapToLong(GatewayAnswers::weight).sum();
    if (total == 0) {
      return new Outcome.Status(INVALID, "all weights are zero");
    }
    var shares = new ArrayList<Share>();
    for (Map<String, Object> ref : refs) {
      shares.add(share(rule.route().ref(), ref, weight(ref) * 100 / total));
    }
    return new Outcome.Forward(shares, attributes(rule, refs));
  }

  private static long weight(Map<String, Object> ref) {
    return Math.max(0, Tree.number(ref, "weight", 1));
  }

  private Share share(ObjectRef route, Map<String, Object> ref, double percent) {
    var group = Tree.text(ref, "group");
    var kind = Tree.text(ref, "kind", "Service");
    var name = Tree.text(ref, "name");
    var namespace = Tree.text(ref, "namespace", route.namespace());
    long port = Tree.number(ref, "port", 0);
    var portText = port > 0 ? Long.toString(port) : "";
    boolean isService = group.isEmpty() && kind.equals("Service");
    var backend = new Backend(namespace, isService ? name : kind + "/" + name, portText);
    if (!Grants.allow(estate, route, group, kind, namespace, name)) {
      return new Share(backend, percent, Readiness.NOT_GRANTED, 0, INVALID);
    }
    if (!isService) {
      return VENDOR_BACKENDS.contains(group)
          ? new Share(backend, percent, Readiness.UNKNOWN, 0, 0)
          : new Share(backend, percent, Readiness.SERVICE_MISSING, 0, INVALID);
    }
    return portText.isEmpty()
        ? new Share(backend, percent, Readiness.PORT_MISSING, 0, INVALID)
        : endpoints.share(backend, percent, INVALID, UNAVAILABLE);
  }

  private static Map<String, String> attributes(
      HttpRoutes.Rule rule, List<Map<String, Object>> refs) {
    var attributes = new HashMap<String, String>();
    for (String field : List.of("filters", "timeouts", "retry", "sessionPersistence")) {
      if (rule.rule().containsKey(field)) {
        attributes.put(field, text(rule.rule().get(field)));
      }
    }
    for (Map<String, Object> ref : refs) {
      if (ref.containsKey("filters")) {
        attributes.put("filters of " + Tree.text(ref, "name"), text(ref.get("filters")));
      }
    }
    return attributes;
  }

  /** Canonical text: keys in order. */
  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, String>();
      map.forEach((key, item) -> sorted.put(key.toString(), text(item)));
      return sorted.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(GatewayAnswers::text).toList().toString();
    }
    return String.valueOf(value);
  }
}
