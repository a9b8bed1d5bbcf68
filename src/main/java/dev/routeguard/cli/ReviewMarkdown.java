package dev.routeguard.cli;

import dev.routeguard.review.JudgedFinding;

/** A review for a comment on a pull request. */
final class ReviewMarkdown {
  private ReviewMarkdown() {}

  static String of(CheckedReview checked) {
    var text = new StringBuilder("**");
    text.append(ReviewFormat.closingLine(checked.review())).append("**\n");
    if (!checked.findings().isEmpty()) {
      text.append("\n| Severity | Check | Where | What | How to fix |\n|---|---|---|---|---|\n");
      checked.findings().forEach(judged -> text.append(row(judged, checked)));
    }
    checked
        .review()
        .errors()
        .forEach(
            error ->
                text.append("\n- `")
                    .append(error.check())
                    .append("` could not be evaluated: ")
                    .append(MarkdownCell.of(error.why()))
                    .append('\n'));
    return text.toString();
  }

  private static String row(JudgedFinding judged, CheckedReview checked) {
    var finding = judged.finding();
    return "| %s%s | `%s` | %s | %s | %s |\n"
        .formatted(
            finding.severity(),
            judged.isAdded() ? "" : " (there before)",
            finding.check(),
            MarkdownCell.of(checked.place(judged)),
            MarkdownCell.of(finding.message()),
            MarkdownCell.of(finding.remedy()));
  }
}
