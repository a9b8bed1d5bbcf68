package dev.routeguard.cli;

import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a listing of routes is printed. The constants are lower case because people type them. */
enum RoutesFormat {
  text {
    @Override
    String render(RouteListing listing) {
      var text = new StringBuilder();
      for (var entry : listing.entries()) {
        text.append(text.isEmpty() ? "" : "\n");
        text.append("%s (%s)\n".formatted(entry.entry(), entry.dialect()));
        if (!entry.dialectNote().isEmpty()) {
          text.append("  ").append(entry.dialectNote()).append('\n');
        }
        text.append(table(entry).text("  "));
        entry.notes().forEach(n -> text.append("  not read: %s\n".formatted(Notes.inWords(n))));
      }
      return text.isEmpty() ? "no routes\n" : text.toString();
    }
  },
  json {
    @Override
    String render(RouteListing listing) {
      return Json.of(
          Map.of("entries", listing.entries().stream().map(RoutesFormat::asMap).toList()));
    }
  },
  mermaid {
    @Override
    String render(RouteListing listing) {
      return new RouteGraph(listing).mermaid();
    }
  },
  dot {
    @Override
    String render(RouteListing listing) {
      return new RouteGraph(listing).dot();
    }
  };

  abstract String render(RouteListing listing);

  private static TextTable table(RouteListing.OfEntry entry) {
    var table = new TextTable("HOST", "PATH", "MATCH", "ANSWER", "READY", "WRITTEN IN");
    for (RoutedMatch route : entry.routes()) {
      var match = route.match();
      table.add(
          match.host().isEmpty() ? "*" : match.host(),
          match.path(),
          String.join(", ", matching(route)),
          InWords.outcome(route.outcome()),
          ready(route.outcome()),
          route.object() + " " + route.fieldPath());
    }
    return table;
  }

  private static List<String> matching(RoutedMatch route) {
    var words = new ArrayList<String>();
    words.add(InWords.pathType(route.match().pathType()));
    words.addAll(InWords.conditions(route.match()));
    return words;
  }

  private static String ready(Outcome outcome) {
    if (!(outcome instanceof Outcome.Forward forward)) {
      return "-";
    }
    boolean isKnown =
        forward.shares().stream().noneMatch(share -> share.readiness() == Share.Readiness.UNKNOWN);
    int ready = forward.shares().stream().mapToInt(share -> share.readyEndpoints()).sum();
    return isKnown ? Integer.toString(ready) : "?";
  }

  private static Map<String, Object> asMap(RouteListing.OfEntry entry) {
    var map = new LinkedHashMap<String, Object>();
    map.put("entry", entry.entry().toString());
    map.put("dialect", entry.dialect());
    map.put("dialectNote", entry.dialectNote());
    map.put("routes", entry.routes().stream().map(RoutingJson::route).toList());
    map.put("notTranslated", RoutingJson.notes(entry.notes()));
    return map;
  }
}
