package dev.routeguard.cli;

import dev.routeguard.routing.Explanation;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.MigrationCheck;
import dev.routeguard.routing.MigrationCheck.Deviation;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a migration check is printed. The constants are lower case because people type them. */
enum MigrationFormat {
  text {
    @Override
    String render(MigrationCheck check) {
      var text =
          new StringBuilder(
              "%d requests asked of both, %d answered differently\n"
                  .formatted(check.asked(), check.deviations().size()));
      check.deviations().forEach(deviation -> append(deviation, text));
      if (!check.notes().isEmpty()) {
        text.append("\nnot read, so not known to be equal:\n");
        check.notes().forEach(note -> text.append("  %s\n".formatted(Notes.inWords(note))));
      }
      return text.toString();
    }
  },
  json {
    @Override
    String render(MigrationCheck check) {
      var document = new LinkedHashMap<String, Object>();
      document.put("equal", check.isEqual());
      document.put("asked", check.asked());
      document.put("deviations", check.deviations().stream().map(MigrationFormat::asMap).toList());
      document.put("notTranslated", RoutingJson.notes(check.notes()));
      return Json.of(document);
    }
  };

  abstract String render(MigrationCheck check);

  private static void append(Deviation deviation, StringBuilder text) {
    text.append("\n").append(deviation.request()).append('\n');
    text.append("  Ingress  ").append(inWords(deviation.ingress())).append('\n');
    text.append("  Gateway  ").append(inWords(deviation.gateway())).append('\n');
    deviation.differences().stream()
        .filter(difference -> !difference.what().equals("answer"))
        .forEach(difference -> text.append("  differs  ").append(difference).append('\n'));
  }

  private static String inWords(Explanation explanation) {
    var winner = explanation.winner();
    var by = winner == null ? "" : ", by " + winner.object() + " " + winner.fieldPath();
    return InWords.outcome(explanation.outcome()) + by;
  }

  private static Map<String, Object> asMap(Deviation deviation) {
    var map = new LinkedHashMap<String, Object>();
    map.put("request", RoutingJson.request(deviation.request()));
    map.put("ingress", side(deviation.ingress()));
    map.put("gateway", side(deviation.gateway()));
    map.put("differences", RoutingJson.differences(deviation.differences()));
    return map;
  }

  private static Map<String, Object> side(Explanation explanation) {
    var winner = explanation.winner();
    var map = new LinkedHashMap<String, Object>();
    map.put("answer", RoutingJson.outcome(explanation.outcome()));
    map.put("object", winner == null ? "" : winner.object().toString());
    map.put("field", winner == null ? "" : winner.fieldPath());
    return map;
  }
}
