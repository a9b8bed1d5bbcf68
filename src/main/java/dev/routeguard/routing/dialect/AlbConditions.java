package dev.routeguard.routing.dialect;

import static dev.routeguard.routing.dialect.AwsAlbDialect.PREFIX;

import com.google.re2j.Pattern;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.IngressRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a rule of AWS ALB matches: its path and {@code conditions.NAME} (annotations.md
 * "Conditions"). Values of one condition are alternatives, conditions all hold.
 */
final class AlbConditions {
  private final IngressRule rule;
  private final List<RouteMatch> paths = new ArrayList<>();
  private final List<String> methods = new ArrayList<>();
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> query = new HashMap<>();

  private AlbConditions(IngressRule rule) {
    this.rule = rule;
  }

  static List<RouteMatch> of(IngressRule rule, List<Untranslated> notes) {
    var conditions = new AlbConditions(rule);
    conditions.path();
    var key = PREFIX + "conditions." + rule.backend().service();
    for (var one : AnnotationJson.objects(IngressReading.annotation(rule.ingress(), key))) {
      if (!conditions.add(one)) {
        var why = "the condition on " + Tree.text(one, "field") + " is not modelled";
        notes.add(IngressAttributes.note(rule.ingress(), key, why));
      }
    }
    return conditions.matches();
  }

  private void path() {
    if (rule.isDefault()) {
      paths.add(RouteMatch.ofPath(rule.host(), "/", PathType.PREFIX));
    } else if (rule.isExact()) {
      paths.add(RouteMatch.ofPath(rule.host(), rule.path(), PathType.EXACT));
    } else if (rule.isPrefix()) {
      paths.add(RouteMatch.ofPath(rule.host(), rule.path(), PathType.PREFIX));
    } else if (rule.pathWritten()) {
      paths.add(glob(rule.path()));
    }
  }

  /** {@code *} stands for any characters, {@code ?} for one. */
  private RouteMatch glob(String path) {
    if (path.equals("/*")) {
      return RouteMatch.ofPath(rule.host(), "/", PathType.PREFIX);
    }
    int wild = firstWild(path);
    if (wild < 0) {
      return RouteMatch.ofPath(rule.host(), path, PathType.EXACT);
    }
    return wild == path.length() - 1 && path.endsWith("*")
        ? RouteMatch.ofPath(rule.host(), path.substring(0, wild), PathType.STRING_PREFIX)
        : RouteMatch.ofPath(rule.host(), expression(path), PathType.REGEX);
  }

  private static int firstWild(String path) {
    int star = path.indexOf('*');
    int mark = path.indexOf('?');
    return star < 0 || mark < 0 ? Math.max(star, mark) : Math.min(star, mark);
  }

  private static String expression(String glob) {
    var text = new StringBuilder();
    for (char c : glob.toCharArray()) {
      text.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return text.toString();
  }

  private boolean add(Map<String, Object> condition) {
    switch (Tree.text(condition, "field")) {
      case "path-pattern" ->
          values(condition, "pathPatternConfig").forEach(path -> paths.add(glob(path)));
      case "http-request-method" -> methods.addAll(values(condition, "httpRequestMethodConfig"));
      case "http-header" -> {
        var config = Tree.map(condition, "httpHeaderConfig");
        var name = Tree.text(config, "httpHeaderName").toLowerCase(Locale.ROOT);
        headers.put(name, anyOf(Tree.texts(config, "values")));
      }
      case "query-string" -> {
        return queries(Tree.maps(Tree.map(condition, "queryStringConfig"), "values"));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Only a condition on named parameters can be kept. */
  private boolean queries(List<Map<String, Object>> pairs) {
    if (pairs.size() != 1 || Tree.text(pairs.get(0), "key").isEmpty()) {
      return false;
    }
    var pair = pairs.get(0);
    query.put(Tree.text(pair, "key"), anyOf(List.of(Tree.text(pair, "value"))));
    return true;
  }

  private static List<String> values(Map<String, Object> condition, String config) {
    return Tree.texts(Tree.map(condition, config), "values");
  }

  private static String anyOf(List<String> globs) {
    return globs.size() == 1 && firstWild(globs.get(0)) < 0
        ? RouteMatch.literal(globs.get(0))
        : RouteMatch.regex(
            String.join("|", globs.stream().map(AlbConditions::expression).toList()));
  }

  private List<RouteMatch> matches() {
    if (paths.isEmpty()) {
      paths.add(RouteMatch.ofPath(rule.host(), "/", PathType.PREFIX));
    }
    var found = new ArrayList<RouteMatch>();
    for (RouteMatch path : paths) {
      for (String method : methods.isEmpty() ? List.of("") : methods) {
        found.add(
            new RouteMatch(path.host(), path.path(), path.pathType(), method, headers, query));
      }
    }
    return found;
  }
}
