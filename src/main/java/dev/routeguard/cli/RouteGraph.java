package dev.routeguard.cli;

import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Routes as a picture: entry, host and path, backend. What does not answer stands out in line and
 * word, not by colour alone.
 */
final class RouteGraph {
  private final Map<String, String> nodes = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  /**
   * @param label empty for none
   * @param dead whether what it leads to does not answer
   */
  private record Edge(String from, String to, String label, boolean dead) {}

  RouteGraph(RouteListing listing) {
    for (var entry : listing.entries()) {
      var root = node(entry.entry().toString());
      entry.routes().forEach(route -> add(root, route));
    }
  }

  private void add(String root, RoutedMatch route) {
    var match = node(InWords.match(route.match()) + " (" + route.entry() + ")", route);
    edges.add(new Edge(root, match, "", false));
    if (!(route.outcome() instanceof Outcome.Forward forward)) {
      var isDead = !route.outcome().isServed();
      edges.add(new Edge(match, node(InWords.outcome(route.outcome())), "", isDead));
      return;
    }
    for (Share share : forward.shares()) {
      var percent = forward.shares().size() == 1 ? "" : InWords.percent(share.percent());
      var why = share.isServed() ? "" : InWords.readiness(share);
      var label = percent.isEmpty() || why.isEmpty() ? percent + why : percent + ", " + why;
      edges.add(new Edge(match, node(share.backend().toString()), label, !share.isServed()));
    }
  }

  private String node(String label) {
    return nodes.computeIfAbsent(label, key -> "n" + nodes.size());
  }

  /** Routes of the same match on different entries are different nodes with the same label. */
  private String node(String key, RoutedMatch route) {
    return nodes.computeIfAbsent(
        key + "\0" + InWords.match(route.match()), unused -> "n" + nodes.size());
  }

  private static String label(String key) {
    return key.substring(key.indexOf('\0') + 1);
  }

  String mermaid() {
    var text = new StringBuilder("flowchart LR\n");
    nodes.forEach(
        (key, id) -> text.append("  %s[\"%s\"]\n".formatted(id, quoted(label(key), "#quot;"))));
    for (Edge edge : edges) {
      var arrow = edge.dead() ? "-.->" : "-->";
      var label = edge.label().isEmpty() ? "" : "|\"" + quoted(edge.label(), "#quot;") + "\"|";
      text.append("  %s %s%s %s\n".formatted(edge.from(), arrow, label, edge.to()));
    }
    return text.toString();
  }

  String dot() {
    var text = new StringBuilder("digraph routes {\n  rankdir=LR;\n  node [shape=box];\n");
    nodes.forEach(
        (key, id) -> text.append("  %s [label=\"%s\"];\n".formatted(id, escaped(label(key)))));
    for (Edge edge : edges) {
      var style = edge.dead() ? ", style=dashed, color=red" : "";
      text.append(
          "  %s -> %s [label=\"%s\"%s];\n"
              .formatted(edge.from(), edge.to(), escaped(edge.label()), style));
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text, String quote) {
    return text.replace("\"", quote).replace("<", "#lt;").replace(">", "#gt;");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
