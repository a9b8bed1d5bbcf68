package dev.routeguard.cli;

import dev.routeguard.policy.MatchPart;
import dev.routeguard.review.PolicyExplanation;
import dev.routeguard.review.StandingAnswer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How explanations are printed. The constants are lower case because people type them. */
enum ExplainFormat {
  text {
    @Override
    String render(PolicyExplanation explanation) {
      return explanation.inWords();
    }
  },
  json {
    @Override
    String render(PolicyExplanation explanation) {
      var document = new LinkedHashMap<String, Object>();
      document.put("policy", explanation.policy().id().toString());
      document.put("mode", explanation.policy().mode().toString());
      document.put("object", explanation.object().toString());
      document.put("governs", explanation.governs());
      document.put("match", explanation.match().stream().map(ExplainFormat::asMap).toList());
      document.put("checks", explanation.answers().stream().map(ExplainFormat::asMap).toList());
      document.put("terms", explanation.terms());
      return Json.of(document);
    }
  };

  abstract String render(PolicyExplanation explanation);

  private static Map<String, Object> asMap(MatchPart part) {
    var map = new LinkedHashMap<String, Object>();
    map.put("part", part.name());
    map.put("holds", part.holds());
    map.put("wanted", part.wanted());
    map.put("found", part.found());
    return map;
  }

  private static Map<String, Object> asMap(StandingAnswer answer) {
    var map = new LinkedHashMap<String, Object>();
    map.put("check", answer.check());
    map.put("answer", answer.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    map.put("words", answer.words());
    return map;
  }
}
