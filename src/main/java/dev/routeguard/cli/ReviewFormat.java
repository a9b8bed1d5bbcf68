package dev.routeguard.cli;

import dev.routeguard.check.Severity;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.Review;
import dev.routeguard.review.ReviewError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a review is printed. The constants are lower case because people type them. */
enum ReviewFormat {
  text {
    @Override
    String render(Review review, Map<ObjectRef, String> sources) {
      var lines = new StringBuilder();
      review.findings().forEach(judged -> lines.append(inWords(judged, sources)));
      review.errors().forEach(error -> lines.append(inWords(error)));
      return lines.append(closingLine(review)).append('\n').toString();
    }
  },
  json {
    @Override
    String render(Review review, Map<ObjectRef, String> sources) {
      return Json.of(asMap(review, sources));
    }
  };

  /**
   * The review as text, ending with a line break.
   *
   * @param sources file and line of each object
   */
  abstract String render(Review review, Map<ObjectRef, String> sources);

  static Map<String, Object> asMap(Review review, Map<ObjectRef, String> sources) {
    var document = new LinkedHashMap<String, Object>();
    document.put("verdict", review.verdict().toString());
    document.put(
        "findings", review.findings().stream().map(judged -> asMap(judged, sources)).toList());
    document.put("errors", review.errors().stream().map(ReviewFormat::asMap).toList());
    return document;
  }

  private static String inWords(JudgedFinding judged, Map<ObjectRef, String> sources) {
    var finding = judged.finding();
    var text = new StringBuilder();
    text.append(
        "%s: %s%s %s (%s): %s%n"
            .formatted(
                sources.getOrDefault(finding.object(), finding.object().toString()),
                judged.isAdded() ? "" : "there before: ",
                finding.severity(),
                finding.check(),
                judged.policy().qualifiedName(),
                finding.message()));
    text.append("    %s".formatted(finding.object()));
    if (!finding.fieldPath().isEmpty()) {
      text.append(" at ").append(finding.fieldPath());
    }
    text.append(". ").append(finding.remedy());
    if (!finding.witness().isEmpty()) {
      text.append(" Witness: ").append(finding.witness());
    }
    return text.append('\n').toString();
  }

  private static String inWords(ReviewError error) {
    return "error: %s of policy %s could not be evaluated: %s%n"
        .formatted(error.check(), error.policy().qualifiedName(), error.why());
  }

  private static String closingLine(Review review) {
    var counts = new StringBuilder();
    Arrays.stream(Severity.values())
        .forEach(
            severity -> {
              var count =
                  review.findings().stream()
                      .filter(judged -> judged.isAdded())
                      .filter(judged -> judged.finding().severity() == severity)
                      .count();
              if (count > 0) {
                counts.append(", ").append(count).append(' ').append(severity);
              }
            });
    var objects = review.changes().size();
    return "%s: %d routing object%s%s"
        .formatted(
            review.verdict(),
            objects,
            objects == 1 ? "" : "s",
            counts.isEmpty() ? ", nothing found" : counts);
  }

  private static Map<String, Object> asMap(JudgedFinding judged, Map<ObjectRef, String> sources) {
    var finding = judged.finding();
    var map = new LinkedHashMap<String, Object>();
    map.put("severity", finding.severity().toString());
    map.put("check", finding.check());
    map.put("policy", judged.policy().qualifiedName());
    map.put("verdict", judged.verdict().toString());
    map.put("added", judged.isAdded());
    map.put("object", finding.object().toString());
    map.put("source", sources.getOrDefault(finding.object(), ""));
    map.put("fieldPath", finding.fieldPath());
    map.put("message", finding.message());
    map.put("remedy", finding.remedy());
    map.put("witness", finding.witness());
    return map;
  }

  private static Map<String, Object> asMap(ReviewError error) {
    return Map.of(
        "check", error.check(), "policy", error.policy().qualifiedName(), "why", error.why());
  }
}
