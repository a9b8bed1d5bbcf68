package dev.routeguard.review;

import dev.routeguard.check.Finding;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a person reads when a change is denied or warned about: what, where, why, how to fix, which
 * policy. In one place, so that the API server's answer and the command line say the same.
 */
public final class DenialText {
  private static final int MOST_FINDINGS = 5;
  private static final int MOST_CHARACTERS = 4096;
  private static final int MOST_PER_WARNING = 256;
  private static final String MORE = "...";

  private DenialText() {}

  /**
   * The message of a denial, at most 4 KiB: {@code ingresses "shop" is forbidden: routeguard
   * no-lost-routes: shop.example.com loses /pay ...}.
   */
  public static String denial(Review review) {
    var change = review.changes().get(0);
    var reasons =
        Stream.concat(
                denying(review).map(judged -> reason(judged, change)),
                review.errors(Verdict.DENY).stream().map(DenialText::reason))
            .toList();
    var lines = new ArrayList<>(reasons.subList(0, Math.min(MOST_FINDINGS, reasons.size())));
    if (reasons.size() > MOST_FINDINGS) {
      lines.add("and %d more".formatted(reasons.size() - MOST_FINDINGS));
    }
    return limited(subject(review) + " is forbidden: " + String.join("\n", lines), MOST_CHARACTERS);
  }

  private static Stream<JudgedFinding> denying(Review review) {
    return Stream.concat(
        review.findings(Verdict.ROLL_BACK).stream(), review.findings(Verdict.DENY).stream());
  }

  private static String subject(Review review) {
    if (review.changes().size() > 1) {
      return "this change of %d objects".formatted(review.changes().size());
    }
    var ref = review.changes().get(0).ref();
    return "%s \"%s\"".formatted(ref.kind().plural(), ref.name());
  }

  private static String reason(JudgedFinding judged, Change change) {
    var finding = judged.finding();
    var details = details(finding, change.ref());
    if (!judged.docs().isEmpty()) {
      details = (details + " More: " + judged.docs()).strip();
    }
    return "routeguard %s: %s%s"
        .formatted(
            judged.policy().qualifiedName(),
            sentence(finding.message()),
            details.isEmpty() ? "" : "\n  " + details);
  }

  private static String details(Finding finding, ObjectRef changed) {
    var parts = new ArrayList<String>();
    var where = where(finding, changed);
    if (!where.isEmpty()) {
      parts.add("at " + where + ".");
    }
    if (!finding.remedy().isEmpty()) {
      parts.add(sentence(finding.remedy()));
    }
    if (!finding.witness().isEmpty()) {
      parts.add("Witness: " + finding.witness());
    }
    return String.join(" ", parts);
  }

  private static String where(Finding finding, ObjectRef changed) {
    return finding.object().equals(changed)
        ? finding.fieldPath()
        : (finding.object() + " " + finding.fieldPath()).strip();
  }

  private static String reason(ReviewError error) {
    return "routeguard %s: %s could not be evaluated: %s\n  The policy's failurePolicy is %s."
        .formatted(
            error.policy().qualifiedName(),
            error.check(),
            sentence(error.why()),
            error.failurePolicy());
  }

  /**
   * Admission warnings: each at most 256 characters, all together at most 4096, because the API
   * server cuts longer ones without a word (k8s.io/api/admission/v1, AdmissionResponse.warnings).
   */
  public static List<String> warnings(Review review) {
    var texts =
        Stream.concat(
                review.findings(Verdict.WARN).stream().map(DenialText::warning),
                review.errors(Verdict.WARN).stream().map(DenialText::warning))
            .map(text -> limited(text.replace('\n', ' '), MOST_PER_WARNING))
            .distinct()
            .toList();
    var warnings = new ArrayList<String>();
    var left = MOST_CHARACTERS;
    for (var text : texts) {
      left -= text.length();
      if (left >= 0) {
        warnings.add(text);
      }
    }
    return List.copyOf(warnings);
  }

  private static String warning(JudgedFinding judged) {
    var finding = judged.finding();
    return "routeguard %s: %s %s"
        .formatted(
            judged.policy().qualifiedName(),
            sentence(finding.message()),
            finding.remedy().isEmpty() ? "" : sentence(finding.remedy()))
        .strip();
  }

  private static String warning(ReviewError error) {
    return "routeguard %s: %s could not be evaluated: %s"
        .formatted(error.policy().qualifiedName(), error.check(), sentence(error.why()));
  }

  private static String sentence(String text) {
    var stripped = text.strip();
    return stripped.isEmpty()
            || ".!?".indexOf(stripped.charAt(stripped.length() - 1)) >= 0
            || endsWithCommand(stripped)
        ? stripped
        : stripped + ".";
  }

  // People copy it; a full stop would become part of its last word.
  private static boolean endsWithCommand(String text) {
    return text.substring(text.lastIndexOf(':') + 1).strip().startsWith("kubectl ");
  }

  private static String limited(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - MORE.length()) + MORE;
  }
}
