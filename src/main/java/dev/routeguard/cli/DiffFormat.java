package dev.routeguard.cli;

import dev.routeguard.routing.Difference;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Restatement;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a diff is printed. The constants are lower case because people type them. */
enum DiffFormat {
  text {
    @Override
    String render(RouteDiff diff, Impact impact, List<Restatement> same) {
      var text = new StringBuilder(headline(diff)).append('\n');
      diff.deltas().forEach(delta -> append(delta, text));
      if (!diff.isEmpty()) {
        text.append("\nimpact: ").append(inWords(impact)).append('\n');
      }
      same.forEach(one -> text.append(inWords(one)).append('\n'));
      diff.notes().forEach(note -> text.append("not read: %s\n".formatted(Notes.inWords(note))));
      return text.toString();
    }
  },
  json {
    @Override
    String render(RouteDiff diff, Impact impact, List<Restatement> same) {
      return Json.of(asMap(diff, impact, same));
    }
  },
  markdown {
    @Override
    String render(RouteDiff diff, Impact impact, List<Restatement> same) {
      var text = new StringBuilder("**").append(headline(diff)).append("**\n");
      if (!diff.isEmpty()) {
        text.append("\n| | Route | Before | After | Ask |\n|---|---|---|---|---|\n");
        diff.deltas().forEach(delta -> text.append(row(delta)));
        text.append("\nImpact: ").append(inWords(impact)).append(".\n");
      }
      if (!same.isEmpty()) {
        text.append("\nAnswered as before:\n\n");
        same.forEach(one -> text.append("- %s\n".formatted(cell(inWords(one)))));
      }
      if (!diff.notes().isEmpty()) {
        text.append("\nNot read, so neither equal nor different:\n\n");
        diff.notes().forEach(n -> text.append("- %s\n".formatted(cell(Notes.inWords(n)))));
      }
      return text.toString();
    }
  };

  static Map<String, Object> asMap(RouteDiff diff, Impact impact, List<Restatement> same) {
    var document = new LinkedHashMap<String, Object>();
    document.put("equal", diff.isEmpty());
    document.put("routes", diff.deltas().stream().map(DiffFormat::asMap).toList());
    document.put("restated", same.stream().map(DiffFormat::asMap).toList());
    document.put("impact", RoutingJson.impact(impact));
    document.put("notTranslated", RoutingJson.notes(diff.notes()));
    return document;
  }

  abstract String render(RouteDiff diff, Impact impact, List<Restatement> same);

  private static String headline(RouteDiff diff) {
    if (diff.isEmpty()) {
      return "No request is answered differently";
    }
    var counts = new ArrayList<String>();
    for (RouteDelta.Type type : RouteDelta.Type.values()) {
      int count = diff.of(type).size();
      if (count > 0) {
        counts.add(count + " " + word(type));
      }
    }
    return InWords.count(diff.deltas().size(), "difference") + ": " + String.join(", ", counts);
  }

  private static String word(RouteDelta.Type type) {
    return switch (type) {
      case LOST -> "lost";
      case GAINED -> "new";
      case MOVED -> "moved";
      case REWEIGHTED -> "shared anew";
      case CHANGED -> "changed";
    };
  }

  private static void append(RouteDelta delta, StringBuilder text) {
    text.append("\n%-12s %s (%s)\n".formatted(word(delta.type()), place(delta), delta.entry()));
    if (delta.type() != RouteDelta.Type.CHANGED) {
      line(text, "was", InWords.outcome(delta.before()));
      line(text, "now", InWords.outcome(delta.after()));
    }
    differences(delta).forEach(difference -> line(text, "change", difference.toString()));
    line(text, "by", written(delta));
    line(text, "ask", delta.witness().toString());
  }

  /** What differs beside the backends, which stand above. */
  private static List<Difference> differences(RouteDelta delta) {
    boolean isChanged = delta.type() == RouteDelta.Type.CHANGED;
    return Difference.between(delta.before(), delta.after()).stream()
        .filter(d -> isChanged || !List.of("answer", "backends", "endpoints").contains(d.what()))
        .toList();
  }

  private static void line(StringBuilder text, String label, String words) {
    text.append("    %-8s %s\n".formatted(label, words));
  }

  private static String place(RouteDelta delta) {
    return delta.entry().type() == Entry.Type.LOAD_BALANCER
        ? "port " + delta.witness().port()
        : InWords.match(delta.match());
  }

  private static String written(RouteDelta delta) {
    var old = RoutingJson.object(delta.object());
    var now = RoutingJson.object(delta.objectAfter());
    var first = (old.isEmpty() ? now : old) + " " + delta.fieldPath();
    return old.isEmpty() || now.isEmpty() || old.equals(now) ? first : first + ", now " + now;
  }

  private static String inWords(Restatement same) {
    return "as before: %s (%s), %s by %s %s"
        .formatted(
            InWords.match(same.match()),
            same.entry(),
            same.added() ? "now also written" : "no longer written",
            RoutingJson.object(same.object()),
            same.fieldPath());
  }

  private static Map<String, Object> asMap(Restatement same) {
    var map = new LinkedHashMap<String, Object>();
    map.put("written", same.added() ? "after" : "before");
    map.put("entry", same.entry().toString());
    map.put("host", same.match().host());
    map.put("path", same.match().path());
    map.put("match", RoutingJson.match(same.match()));
    map.put("object", RoutingJson.object(same.object()));
    map.put("field", same.fieldPath());
    map.put("answer", RoutingJson.outcome(same.answer()));
    return map;
  }

  private static String inWords(Impact impact) {
    var words =
        "%s on %s; %s of what these hosts answered is answered no more (counted by %s)"
            .formatted(
                InWords.count(impact.routes(), "route"),
                InWords.count(impact.hosts(), "host"),
                InWords.percent(impact.lostPercent()),
                impact.basis());
    int before = impact.readyEndpointsBefore();
    int after = impact.readyEndpointsAfter();
    // Of files without EndpointSlices nothing is known about endpoints.
    return before == 0 && after == 0
        ? words
        : words + "; ready endpoints behind them: %d, now %d".formatted(before, after);
  }

  private static String row(RouteDelta delta) {
    var changes = differences(delta).stream().map(Difference::toString).toList();
    var after = InWords.outcome(delta.after());
    return "| %s | `%s`<br>%s | %s | %s | `%s` |\n"
        .formatted(
            word(delta.type()),
            code(place(delta)),
            cell(delta.entry() + ", " + written(delta)),
            cell(InWords.outcome(delta.before())),
            cell(changes.isEmpty() ? after : after + "; " + String.join("; ", changes)),
            code(delta.witness().toString()));
  }

  private static String cell(String text) {
    return MarkdownCell.of(text);
  }

  private static String code(String text) {
    return text.replace("`", "'").replace("|", "\\|").replace('\n', ' ');
  }

  private static Map<String, Object> asMap(RouteDelta delta) {
    var map = new LinkedHashMap<String, Object>();
    map.put("change", RoutingJson.lower(delta.type()));
    map.put("entry", delta.entry().toString());
    map.put("host", delta.match().host());
    map.put("path", delta.match().path());
    map.put("match", RoutingJson.match(delta.match()));
    map.put("objectBefore", RoutingJson.object(delta.object()));
    map.put("objectAfter", RoutingJson.object(delta.objectAfter()));
    map.put("field", delta.fieldPath());
    map.put("before", RoutingJson.outcome(delta.before()));
    map.put("after", RoutingJson.outcome(delta.after()));
    map.put(
        "differences", RoutingJson.differences(Difference.between(delta.before(), delta.after())));
    map.put("witness", RoutingJson.request(delta.witness()));
    return map;
  }
}
