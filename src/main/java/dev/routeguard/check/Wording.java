package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.Outcome.Redirect;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How checks speak, so that two checks call the same thing by the same words. */
final class Wording {
  private Wording() {}

  /** Host, or in words where the match takes every host. */
  static String host(String host) {
    return host.isEmpty() ? "every host" : host;
  }

  /** Where a route answers: its match, or the port of a load balancer. */
  static String place(RoutedMatch route) {
    return place(route.entry(), route.match(), route.witness());
  }

  static String place(Entry entry, RouteMatch match, Request witness) {
    return entry.type() == Entry.Type.LOAD_BALANCER
        ? "port %d of load balancer %s".formatted(witness.port(), entry.name())
        : match(match);
  }

  /** Host, path and what else the match asks for; the part of a finding's identity. */
  private static String match(RouteMatch match) {
    return match + conditions(match);
  }

  /** The path alone, with what else the match asks for. */
  static String path(RouteMatch match) {
    return match.path() + conditions(match);
  }

  private static String conditions(RouteMatch match) {
    var conditions = new ArrayList<String>();
    if (!match.method().isEmpty()) {
      conditions.add(match.method());
    }
    append(conditions, "header ", match.headers());
    append(conditions, "query ", match.query());
    return conditions.isEmpty() ? "" : " [" + String.join(", ", conditions) + "]";
  }

  private static void append(ArrayList<String> conditions, String what, Map<String, String> by) {
    new TreeMap<>(by).forEach((name, value) -> conditions.add(what + name + "=" + value));
  }

  /** A backend without its namespace where that is the reader's own. */
  static String backend(Backend backend, String namespace) {
    var text = backend.toString();
    return backend.namespace().equals(namespace) ? text.substring(namespace.length() + 1) : text;
  }

  /** A Service by name, with its namespace where that is not the reader's own. */
  static String service(Backend backend, String namespace) {
    return backend.namespace().equals(namespace)
        ? backend.service()
        : backend.namespace() + "/" + backend.service();
  }

  /** What answers, with the endpoints that make it answer: {@code pay:8080, 3 ready endpoints}. */
  static String outcome(Outcome outcome, String namespace) {
    if (outcome instanceof Forward forward) {
      return forward.shares().size() == 1
          ? whole(forward.shares().get(0), namespace)
          : forward.shares().stream()
              .filter(share -> share.percent() > 0)
              .map(share -> percent(share.percent()) + " " + backend(share.backend(), namespace))
              .collect(Collectors.joining(", "));
    }
    if (outcome instanceof Redirect redirect) {
      return "a redirect to " + redirect.location();
    }
    return outcome.inWords();
  }

  private static String whole(Share share, String namespace) {
    var backend = backend(share.backend(), namespace);
    return switch (share.readiness()) {
      case READY -> backend + ", " + InWords.count(share.readyEndpoints(), "ready endpoint");
      case UNKNOWN -> backend;
      case NO_READY_ENDPOINTS,
          SERVICE_MISSING,
          PORT_MISSING,
          NOT_GRANTED,
          NOT_VERIFIABLE,
          NOT_SUPPORTED ->
          backend + ", " + whyDead(share);
    };
  }

  /** Why a share is not answered, to follow the backend's name. */
  static String whyDead(Share share) {
    return switch (share.readiness()) {
      case NO_READY_ENDPOINTS -> "which has no ready endpoint";
      case SERVICE_MISSING -> "a Service that does not exist";
      case PORT_MISSING -> "a port the Service does not have";
      case NOT_GRANTED -> "which no ReferenceGrant allows";
      case NOT_VERIFIABLE -> "whose certificate nothing can verify as its policy asks";
      case NOT_SUPPORTED -> "which its controller does not support";
      case READY, UNKNOWN -> "which answers";
    };
  }

  /** {@code 25 %}, {@code 0.5 %}. */
  static String percent(double percent) {
    var rounded = Math.round(percent);
    return Math.abs(percent - rounded) < 0.05 ? rounded + " %" : "%.1f %%".formatted(percent);
  }

  /** What a route of this kind calls the thing it matches by. */
  static String matchNoun(ObjectRef object) {
    return object.kind() == Kind.INGRESS ? "path" : "match";
  }

  /** {@code an Ingress}, {@code a Gateway}. */
  static String another(ObjectRef object) {
    return "another " + object.kind();
  }

  /** The list a path points into: {@code spec.rules[0].http.paths[1]} gives the list itself. */
  static String listOf(String fieldPath) {
    return fieldPath.endsWith("]") ? fieldPath.substring(0, fieldPath.lastIndexOf('[')) : fieldPath;
  }

  /** Where the backends of a route stand in its object. */
  static String backendField(ObjectRef object, String fieldPath) {
    if (Kind.GATEWAY_ROUTES.contains(object.kind())) {
      var matches = fieldPath.indexOf(".matches");
      return (matches < 0 ? fieldPath : fieldPath.substring(0, matches)) + ".backendRefs";
    }
    return object.kind() == Kind.INGRESS && fieldPath.endsWith("]")
        ? fieldPath + ".backend"
        : fieldPath;
  }
}
