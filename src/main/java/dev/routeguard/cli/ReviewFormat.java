package dev.routeguard.cli;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.Severity;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.Review;
import dev.routeguard.review.ReviewError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a review is printed. The constants are lower case because people type them. */
enum ReviewFormat {
  text {
    @Override
    String render(CheckedReview checked) {
      var lines = new StringBuilder();
      checked.findings().forEach(judged -> lines.append(inWords(judged, checked)));
      checked.review().errors().forEach(error -> lines.append(inWords(error)));
      return lines.append(closingLine(checked.review())).append('\n').toString();
    }
  },
  json {
    @Override
    String render(CheckedReview checked) {
      return Json.of(asMap(checked));
    }
  },
  table {
    @Override
    String render(CheckedReview checked) {
      var table = new TextTable("SEVERITY", "CHECK", "WHERE", "STATE", "WHAT");
      checked.findings().forEach(judged -> table.add(cells(judged, checked)));
      checked.review().errors().forEach(error -> table.add(cells(error)));
      var text = checked.findings().isEmpty() ? "" : table.text("") + "\n";
      return text + closingLine(checked.review()) + "\n";
    }
  },
  sarif {
    @Override
    String render(CheckedReview checked) {
      return new SarifLog(checked).json();
    }
  },
  junit {
    @Override
    String render(CheckedReview checked) {
      return new JunitReport(tests(checked)).xml();
    }
  },
  markdown {
    @Override
    String render(CheckedReview checked) {
      return ReviewMarkdown.of(checked);
    }
  },
  github {
    @Override
    String render(CheckedReview checked) {
      return WorkflowCommands.of(checked) + closingLine(checked.review()) + "\n";
    }
  };

  /** The review as text, ending with a line break. */
  abstract String render(CheckedReview checked);

  static Map<String, Object> asMap(CheckedReview checked) {
    var document = new LinkedHashMap<String, Object>();
    document.put("verdict", checked.review().verdict().toString());
    document.put(
        "findings", checked.findings().stream().map(judged -> asMap(judged, checked)).toList());
    document.put("errors", checked.review().errors().stream().map(ReviewFormat::asMap).toList());
    return document;
  }

  private static String[] cells(JudgedFinding judged, CheckedReview checked) {
    var finding = judged.finding();
    return new String[] {
      finding.severity().toString(),
      finding.check(),
      checked.place(judged),
      judged.isAdded() ? "new" : "there before",
      finding.message()
    };
  }

  private static String[] cells(ReviewError error) {
    return new String[] {
      "error", error.check(), error.policy().qualifiedName(), "", error.why().replace('\n', ' ')
    };
  }

  private static List<JunitReport.Test> tests(CheckedReview checked) {
    var tests = new ArrayList<JunitReport.Test>();
    for (var change : checked.review().changes()) {
      var failures =
          checked.findings().stream()
              .filter(checked::fails)
              .filter(judged -> judged.finding().object().equals(change.ref()))
              .map(judged -> inWords(judged, checked).strip())
              .toList();
      tests.add(test(change.ref().toString(), checked.sources().fileOf(change.ref()), failures));
    }
    var elsewhere =
        checked.findings().stream()
            .filter(checked::fails)
            .filter(judged -> checked.sources().fileOf(judged.finding().object()).isEmpty())
            .map(judged -> inWords(judged, checked).strip());
    var errors = checked.review().errors().stream().map(error -> inWords(error).strip());
    var others = Stream.concat(elsewhere, errors).toList();
    if (!others.isEmpty()) {
      tests.add(test("objects in no file", "", others));
    }
    return tests;
  }

  private static JunitReport.Test test(String name, String file, List<String> failures) {
    return new JunitReport.Test(name, "check", file, failures, Duration.ZERO);
  }

  private static String inWords(JudgedFinding judged, CheckedReview checked) {
    var finding = judged.finding();
    var text = new StringBuilder();
    text.append(
        "%s: %s%s %s (%s): %s%n"
            .formatted(
                checked.place(judged),
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
    if (!judged.docs().isEmpty()) {
      text.append(" More: ").append(judged.docs());
    }
    return text.append('\n').toString();
  }

  private static String inWords(ReviewError error) {
    return "error: %s of policy %s could not be evaluated: %s%n"
        .formatted(error.check(), error.policy().qualifiedName(), error.why());
  }

  static String closingLine(Review review) {
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

  private static Map<String, Object> asMap(JudgedFinding judged, CheckedReview checked) {
    var finding = judged.finding();
    var map = new LinkedHashMap<String, Object>();
    map.put("severity", finding.severity().toString());
    map.put("check", finding.check());
    map.put("policy", judged.policy().qualifiedName());
    map.put("verdict", judged.verdict().toString());
    map.put("added", judged.isAdded());
    map.put("object", finding.object().toString());
    var place = checked.sources().of(finding);
    map.put("file", place.map(Sources.Place::file).orElse(""));
    map.put("line", place.map(Sources.Place::line).orElse(0));
    map.put("fieldPath", finding.fieldPath());
    map.put("message", finding.message());
    map.put("remedy", finding.remedy());
    map.put("witness", finding.witness());
    map.put("docs", docs(judged));
    return map;
  }

  private static String docs(JudgedFinding judged) {
    return judged.docs().isEmpty()
        ? Catalogue.builtIn()
            .find(judged.finding().check())
            .map(check -> check.description().docs())
            .orElse("")
        : judged.docs();
  }

  private static Map<String, Object> asMap(ReviewError error) {
    return Map.of(
        "check", error.check(), "policy", error.policy().qualifiedName(), "why", error.why());
  }
}
