package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads an HTTPRoute (gateway.networking.k8s.io) into its rules, with defaults filled in. */
public final class HttpRoutes {
  /**
   * One match of one rule.
   *
   * @param match without host
   * @param rule the rule it belongs to
   * @param ruleIndex place of the rule in the route
   */
  public record Rule(
      KubernetesObject route,
      RouteMatch match,
      Map<String, Object> rule,
      int ruleIndex,
      String fieldPath) {}

  private HttpRoutes() {}

  /** Every match of every rule, in the order written. */
  public static List<Rule> rules(KubernetesObject route) {
    var found = new ArrayList<Rule>();
    var rules = Tree.maps(route.map("spec"), "rules");
    for (int i = 0; i < rules.size(); i++) {
      var matches = Tree.maps(rules.get(i), "matches");
      var at = "spec.rules[" + i + "]";
      if (matches.isEmpty()) {
        found.add(new Rule(route, match(Map.of()), rules.get(i), i, at));
      }
      for (int j = 0; j < matches.size(); j++) {
        var where = at + ".matches[" + j + "]";
        found.add(new Rule(route, match(matches.get(j)), rules.get(i), i, where));
      }
    }
    return found;
  }

  private static RouteMatch match(Map<String, Object> match) {
    var path = Tree.map(match, "path");
    var value = Tree.text(path, "value", "/");
    var type =
        switch (Tree.text(path, "type", "PathPrefix")) {
          case "Exact" -> PathType.EXACT;
          case "RegularExpression" -> PathType.REGEX;
          default -> PathType.PREFIX;
        };
    return new RouteMatch(
        "",
        value,
        type,
        Tree.text(match, "method"),
        conditions(match, "headers", true),
        conditions(match, "queryParams", false));
  }

  /** Of equal names only the first counts; header names compare without case. */
  private static Map<String, String> conditions(
      Map<String, Object> match, String key, boolean ignoreCase) {
    var conditions = new LinkedHashMap<String, String>();
    for (Map<String, Object> condition : Tree.maps(match, key)) {
      var name = Tree.text(condition, "name");
      var value = Tree.text(condition, "value");
      var isRegex = Tree.text(condition, "type").equals("RegularExpression");
      conditions.putIfAbsent(
          ignoreCase ? name.toLowerCase(Locale.ROOT) : name,
          isRegex ? RouteMatch.regex(value) : RouteMatch.literal(value));
    }
    return conditions;
  }

  /** What of a route is not modelled. */
  public static List<Untranslated> notes(KubernetesObject route) {
    var notes = new ArrayList<Untranslated>();
    for (Rule rule : rules(route)) {
      if (rule.match().pathType() == PathType.REGEX
          && RequestMatcher.compile(rule.match().path(), false).isEmpty()) {
        var at = rule.fieldPath() + ".path.value";
        notes.add(new Untranslated(route.ref(), at, "the expression is not one RE2 can take"));
      }
    }
    var rules = Tree.maps(route.map("spec"), "rules");
    for (int i = 0; i < rules.size(); i++) {
      var filters = Tree.maps(rules.get(i), "filters");
      for (int j = 0; j < filters.size(); j++) {
        if (Tree.text(filters.get(j), "type").equals("ExtensionRef")) {
          var at = "spec.rules[%d].filters[%d].extensionRef".formatted(i, j);
          notes.add(new Untranslated(route.ref(), at, "an extension filter is not analysable"));
        }
      }
    }
    return notes;
  }
}
