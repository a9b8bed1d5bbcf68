package dev.routeguard.cli;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Difference;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests, answers and routes as JSON: the same shape in the output of every command. */
final class RoutingJson {
  private RoutingJson() {}

  static Map<String, Object> request(Request request) {
    var map = new LinkedHashMap<String, Object>();
    map.put("words", request.toString());
    map.put("scheme", lower(request.scheme()));
    map.put("host", request.host());
    map.put("port", request.port());
    map.put("method", request.method());
    map.put("path", request.path());
    map.put("headers", new TreeMap<>(request.headers()));
    return map;
  }

  static Map<String, Object> outcome(Outcome outcome) {
    var map = new LinkedHashMap<String, Object>();
    map.put("words", InWords.outcome(outcome));
    map.put("served", outcome.isServed());
    if (outcome instanceof Outcome.Forward forward) {
      map.put("backends", forward.shares().stream().map(RoutingJson::share).toList());
      map.put("attributes", new TreeMap<>(forward.attributes()));
    } else if (outcome instanceof Outcome.Status status) {
      map.put("status", status.code());
      map.put("why", status.why());
    } else if (outcome instanceof Outcome.Redirect redirect) {
      map.put("redirect", Map.of("status", redirect.code(), "location", redirect.location()));
    } else if (outcome instanceof Outcome.Undefined open) {
      map.put("undefined", open.candidates().stream().map(RoutingJson::outcome).toList());
      map.put("why", open.why());
    }
    return map;
  }

  private static Map<String, Object> share(Share share) {
    var map = new LinkedHashMap<String, Object>();
    map.put("backend", share.backend().toString());
    map.put("percent", share.percent());
    map.put("readiness", lower(share.readiness()));
    map.put("readyEndpoints", share.readyEndpoints());
    if (share.status() != 0) {
      map.put("status", share.status());
    }
    return map;
  }

  static Map<String, Object> match(RouteMatch match) {
    var map = new LinkedHashMap<String, Object>();
    map.put("host", match.host());
    map.put("path", match.path());
    map.put("pathType", lower(match.pathType()));
    map.put("method", match.method());
    map.put("headers", new TreeMap<>(match.headers()));
    map.put("query", new TreeMap<>(match.query()));
    return map;
  }

  static Map<String, Object> route(RoutedMatch route) {
    var map = new LinkedHashMap<String, Object>();
    map.put("match", match(route.match()));
    map.put("answer", outcome(route.outcome()));
    map.put("object", route.object().toString());
    map.put("field", route.fieldPath());
    return map;
  }

  static List<Map<String, Object>> notes(List<Untranslated> notes) {
    return notes.stream().map(RoutingJson::note).toList();
  }

  private static Map<String, Object> note(Untranslated note) {
    var map = new LinkedHashMap<String, Object>();
    map.put("object", note.object().toString());
    map.put("field", note.fieldPath());
    map.put("why", note.why());
    return map;
  }

  static List<Map<String, String>> differences(List<Difference> differences) {
    return differences.stream().map(RoutingJson::difference).toList();
  }

  private static Map<String, String> difference(Difference difference) {
    var map = new LinkedHashMap<String, String>();
    map.put("what", difference.what());
    map.put("one", difference.one());
    map.put("other", difference.other());
    return map;
  }

  static Map<String, Object> impact(Impact impact) {
    var map = new LinkedHashMap<String, Object>();
    map.put("routes", impact.routes());
    map.put("hosts", impact.hosts());
    map.put("namespaces", impact.namespaces());
    map.put("readyEndpointsBefore", impact.readyEndpointsBefore());
    map.put("readyEndpointsAfter", impact.readyEndpointsAfter());
    map.put("lostPercent", impact.lostPercent());
    map.put("basis", impact.basis());
    return map;
  }

  static String object(@Nullable ObjectRef object) {
    return object == null ? "" : object.toString();
  }

  /** {@code NO_READY_ENDPOINTS} as {@code no-ready-endpoints}. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
