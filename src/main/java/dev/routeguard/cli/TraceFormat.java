package dev.routeguard.cli;

import dev.routeguard.routing.Explanation;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How traces are printed. The constants are lower case because people type them. */
enum TraceFormat {
  text {
    @Override
    String render(Request request, List<Trace> traces) {
      var text = new StringBuilder(request.toString()).append('\n');
      traces.forEach(trace -> append(trace, text));
      return traces.isEmpty() ? text + "\nnothing here takes requests\n" : text.toString();
    }
  },
  json {
    @Override
    String render(Request request, List<Trace> traces) {
      var document = new LinkedHashMap<String, Object>();
      document.put("request", RoutingJson.request(request));
      document.put("answers", traces.stream().map(TraceFormat::asMap).toList());
      return Json.of(document);
    }
  };

  /** As many routes that do not match as are of use to a reader; JSON has all. */
  private static final int MOST_PASSED_OVER = 10;

  private static final String LEFT_OUT =
      "it has a rule for this host, and the dialect takes no route from it (another object has its"
          + " paths, or it is merged into another)";

  abstract String render(Request request, List<Trace> traces);

  private static void append(Trace trace, StringBuilder text) {
    text.append("\n%s (%s)\n".formatted(trace.entry(), trace.dialect()));
    line(text, "note", trace.dialectNote());
    line(text, "answer", answer(trace.explanation().outcome()));
    var winner = trace.explanation().winner();
    line(text, "because", because(trace.explanation()));
    line(text, "written in", winner == null ? "" : place(winner));
    if (trace.explanation().outcome() instanceof Outcome.Forward forward) {
      new TreeMap<>(forward.attributes())
          .forEach((key, value) -> line(text, "with", key + " " + value));
    }
    trace.considered().forEach(loser -> append(text, "considered", loser));
    trace.passedOver().stream()
        .limit(MOST_PASSED_OVER)
        .forEach(loser -> append(text, "no match", loser));
    int more = trace.passedOver().size() - MOST_PASSED_OVER;
    line(text, "", more > 0 ? "and %d more that do not match".formatted(more) : "");
    trace.leftOut().forEach(object -> line(text, "left out", object + ": " + LEFT_OUT));
    trace.notes().forEach(note -> line(text, "not read", Notes.inWords(note)));
  }

  private static String because(Explanation explanation) {
    var winner = explanation.winner();
    if (winner != null) {
      return route(winner) + ": " + explanation.why();
    }
    return explanation.outcome() instanceof Outcome.Undefined ? explanation.why() : "";
  }

  private static void append(StringBuilder text, String label, Trace.Loser loser) {
    line(text, label, route(loser.route()) + ": " + loser.why());
    line(text, "", InWords.outcome(loser.route().outcome()) + ", by " + place(loser.route()));
  }

  private static String answer(Outcome outcome) {
    if (!(outcome instanceof Outcome.Forward forward)) {
      return InWords.outcome(outcome);
    }
    var ready =
        forward.shares().stream()
            .filter(share -> share.percent() > 0 && share.isServed())
            .map(share -> counted(share, forward.shares().size()))
            .collect(Collectors.joining("; "));
    return InWords.outcome(outcome) + (ready.isEmpty() ? "" : ": " + ready);
  }

  private static String counted(Share share, int of) {
    var count = InWords.readiness(share);
    return of == 1 ? count : share.backend() + " has " + count;
  }

  private static String route(RoutedMatch route) {
    return InWords.match(route.match()) + " (" + InWords.pathType(route.match().pathType()) + ")";
  }

  private static String place(RoutedMatch route) {
    return route.object() + " " + route.fieldPath();
  }

  private static void line(StringBuilder text, String label, String words) {
    if (!words.isEmpty()) {
      text.append("  %-11s %s\n".formatted(label, words));
    }
  }

  private static Map<String, Object> asMap(Trace trace) {
    var explanation = trace.explanation();
    var map = new LinkedHashMap<String, Object>();
    map.put("entry", trace.entry().toString());
    map.put("dialect", trace.dialect());
    map.put("dialectNote", trace.dialectNote());
    map.put("answer", RoutingJson.outcome(explanation.outcome()));
    map.put("why", explanation.why());
    var winner = explanation.winner();
    map.put("winner", winner == null ? Map.of() : RoutingJson.route(winner));
    map.put("considered", trace.considered().stream().map(TraceFormat::asMap).toList());
    map.put("notMatching", trace.passedOver().stream().map(TraceFormat::asMap).toList());
    map.put("leftOut", trace.leftOut().stream().map(object -> object.toString()).toList());
    map.put("notTranslated", RoutingJson.notes(trace.notes()));
    return map;
  }

  private static Map<String, Object> asMap(Trace.Loser loser) {
    var map = RoutingJson.route(loser.route());
    map.put("why", loser.why());
    return map;
  }
}
