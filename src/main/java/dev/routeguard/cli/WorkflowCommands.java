package dev.routeguard.cli;

import dev.routeguard.check.Severity;
import dev.routeguard.review.JudgedFinding;

/**
 * Findings as annotations of a GitHub workflow; docs.github.com, "Workflow commands for GitHub
 * Actions".
 */
final class WorkflowCommands {
  private WorkflowCommands() {}

  static String of(CheckedReview checked) {
    var text = new StringBuilder();
    checked.findings().stream()
        .filter(JudgedFinding::isAdded)
        .forEach(judged -> text.append(command(judged, checked)));
    checked
        .review()
        .errors()
        .forEach(
            error ->
                text.append("::error title=%s::".formatted(property(error.check())))
                    .append(text("could not be evaluated: " + error.why()))
                    .append('\n'));
    return text.toString();
  }

  private static String command(JudgedFinding judged, CheckedReview checked) {
    var finding = judged.finding();
    var title = "title=" + property(finding.severity() + " " + finding.check());
    var place =
        checked
            .sources()
            .of(finding)
            .map(
                found ->
                    "file=%s,line=%d,".formatted(property(found.file()), Math.max(1, found.line())))
            .orElse("");
    var message = "%s: %s. %s".formatted(finding.object(), finding.message(), finding.remedy());
    return "::%s %s%s::%s%n".formatted(level(finding.severity()), place, title, text(message));
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "notice";
    };
  }

  private static String text(String message) {
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String value) {
    return text(value).replace(":", "%3A").replace(",", "%2C");
  }
}
