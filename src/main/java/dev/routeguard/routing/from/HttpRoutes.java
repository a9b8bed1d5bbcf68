package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.GatewayRule.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads an HTTPRoute (gateway.networking.k8s.io) into its rules, with defaults filled in. */
public final class HttpRoutes {
  static final int EXACT_TIER = 0;

  /** Where expressions stand is left to the implementation: before Prefix. */
  static final int REGEX_TIER = 1;

  static final int PREFIX_TIER = 2;

  private HttpRoutes() {}

  /** Every match of every rule, in the order written. */
  static List<GatewayRule> rules(KubernetesObject route) {
    var found = new ArrayList<GatewayRule>();
    var rules = Tree.maps(route.map("spec"), "rules");
    for (int i = 0; i < rules.size(); i++) {
      var matches = Tree.maps(rules.get(i), "matches");
      var at = "spec.rules[" + i + "]";
      if (matches.isEmpty()) {
        found.add(rule(route, Map.of(), rules.get(i), i, at));
      }
      for (int j = 0; j < matches.size(); j++) {
        found.add(rule(route, matches.get(j), rules.get(i), i, at + ".matches[" + j + "]"));
      }
    }
    return found;
  }

  private static GatewayRule rule(
      KubernetesObject route,
      Map<String, Object> written,
      Map<String, Object> rule,
      int index,
      String fieldPath) {
    var match = match(written);
    var tier =
        switch (match.pathType()) {
          case EXACT -> EXACT_TIER;
          case REGEX -> REGEX_TIER;
          default -> PREFIX_TIER;
        };
    return new GatewayRule(
        route, match, new Place(tier, match.path().length(), 0), rule, index, fieldPath);
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
  static Map<String, String> conditions(Map<String, Object> match, String key, boolean ignoreCase) {
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
  static List<Untranslated> notes(KubernetesObject route) {
    var notes = new ArrayList<Untranslated>();
    for (GatewayRule rule : rules(route)) {
      if (rule.match().pathType() == PathType.REGEX
          && RequestMatcher.compile(rule.match().path(), false).isEmpty()) {
        var at = rule.fieldPath() + ".path.value";
        notes.add(new Untranslated(route.ref(), at, "the expression is not one RE2 can take"));
      }
    }
    return notes;
  }
}
