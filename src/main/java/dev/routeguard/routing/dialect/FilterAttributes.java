package dev.routeguard.routing.dialect;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.from.BackendRefs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The filters of a rule or a backend in the words that all dialects share. What names a filter of a
 * vendor stands under its own key: it is never equal to another.
 */
final class FilterAttributes {
  private final ObjectRef route;
  private final Map<String, String> found = new HashMap<>();

  FilterAttributes(ObjectRef route, List<Map<String, Object>> filters) {
    this.route = route;
    filters.forEach(this::add);
  }

  Map<String, String> all() {
    return Map.copyOf(found);
  }

  private void add(Map<String, Object> filter) {
    var type = Tree.text(filter, "type");
    switch (type) {
      case "RequestHeaderModifier" ->
          headers(RouteAttribute.REQUEST_HEADERS, Tree.map(filter, "requestHeaderModifier"));
      case "ResponseHeaderModifier" ->
          headers(RouteAttribute.RESPONSE_HEADERS, Tree.map(filter, "responseHeaderModifier"));
      case "URLRewrite" -> rewrite(Tree.map(filter, "urlRewrite"));
      case "RequestMirror" -> mirror(Tree.map(filter, "requestMirror"));
      case "CORS" -> add(RouteAttribute.CORS, Canonical.text(Tree.map(filter, "cors")), "; ");
      case "ExternalAuth" ->
          add(
              RouteAttribute.AUTHENTICATION,
              Canonical.text(Tree.map(filter, "externalAuth")),
              "; ");
      case "RequestRedirect" -> {
        // An answer of its own, not an attribute of one.
      }
      default -> found.merge("filter " + type, Canonical.text(filter), (a, b) -> a + "; " + b);
    }
  }

  private void headers(RouteAttribute attribute, Map<String, Object> modifier) {
    var changes = new ArrayList<String>();
    for (String verb : List.of("add", "set")) {
      for (Map<String, Object> header : Tree.maps(modifier, verb)) {
        var name = Tree.text(header, "name").toLowerCase(Locale.ROOT);
        changes.add(verb + " " + name + "=" + Tree.text(header, "value"));
      }
    }
    Tree.texts(modifier, "remove")
        .forEach(name -> changes.add("remove " + name.toLowerCase(Locale.ROOT)));
    add(attribute, String.join("; ", changes.stream().sorted().toList()), "; ");
  }

  private void rewrite(Map<String, Object> rewrite) {
    add(RouteAttribute.REWRITE_HOST, Tree.text(rewrite, "hostname"), "; ");
    var path = Tree.map(rewrite, "path");
    switch (Tree.text(path, "type")) {
      case "ReplaceFullPath" ->
          add(RouteAttribute.REWRITE_PATH, "full " + Tree.text(path, "replaceFullPath"), "; ");
      case "ReplacePrefixMatch" -> add(RouteAttribute.REWRITE_PATH, "prefix " + prefix(path), "; ");
      default -> {
        // Only the host changes.
      }
    }
  }

  /** An empty replacement leaves the root. */
  private static String prefix(Map<String, Object> path) {
    var prefix = Tree.text(path, "replacePrefixMatch");
    return prefix.isEmpty() ? "/" : prefix;
  }

  private void mirror(Map<String, Object> mirror) {
    var ref = BackendRefs.of(route, Tree.map(mirror, "backendRef"));
    add(RouteAttribute.MIRROR, ref.backend() + percent(mirror), ", ");
  }

  private static String percent(Map<String, Object> mirror) {
    var fraction = Tree.map(mirror, "fraction");
    double percent =
        fraction.isEmpty()
            ? Tree.number(mirror, "percent", 100)
            : Tree.number(fraction, "numerator", 0)
                * 100.0
                / Math.max(1, Tree.number(fraction, "denominator", 100));
    return percent >= 100 ? "" : " %s %%".formatted(Canonical.decimal(percent));
  }

  private void add(RouteAttribute attribute, String value, String separator) {
    if (!value.isEmpty()) {
      found.merge(attribute.key(), value, (one, other) -> one + separator + other);
    }
  }
}
