package dev.routeguard.cli;

import dev.routeguard.cli.ClusterWord.Answer;
import dev.routeguard.estate.Change;
import dev.routeguard.review.Checklist;
import dev.routeguard.review.DenialText;
import dev.routeguard.review.Review;
import dev.routeguard.review.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a plan is printed. The constants are lower case because people type them. */
enum PlanFormat {
  text {
    @Override
    String render(Review review, ClusterWord word) {
      var text = new StringBuilder();
      review.changes().forEach(change -> text.append(inWords(change)));
      text.append('\n').append(DiffFormat.text.render(review.diff(), review.impact(), List.of()));
      text.append('\n').append(ReviewFormat.text.render(CheckedReview.of(review)));
      text.append("\nverdict: ").append(verdict(review, word)).append('\n');
      var denial = denial(review, word);
      if (!denial.isEmpty()) {
        text.append(denial).append('\n');
      }
      return text.toString();
    }
  },
  json {
    @Override
    String render(Review review, ClusterWord word) {
      var document = new LinkedHashMap<String, Object>();
      document.put("verdict", verdict(review, word));
      document.put("judgedBy", word.answer() == Answer.NONE ? "these policies" : "the cluster");
      document.put("denial", denial(review, word));
      document.put(
          "changes",
          review.changes().stream()
              .map(
                  change ->
                      Map.of(
                          "operation",
                          change.operation().toString(),
                          "object",
                          change.ref().toString()))
              .toList());
      document.put("diff", DiffFormat.asMap(review.diff(), review.impact(), List.of()));
      document.put("review", ReviewFormat.asMap(CheckedReview.of(review)));
      return Json.of(document);
    }
  },
  markdown {
    @Override
    String render(Review review, ClusterWord word) {
      var text = new StringBuilder("# Plan: ").append(verdict(review, word)).append("\n\n");
      text.append(DiffFormat.markdown.render(review.diff(), review.impact(), List.of()));
      var denial = denial(review, word);
      if (!denial.isEmpty()) {
        text.append("\n```\n").append(denial).append("\n```\n");
      }
      var checklist = new Checklist(review, PUT_BACK).markdown(Integer.MAX_VALUE);
      return text.append('\n').append(checklist).toString();
    }
  };

  private static final List<String> PUT_BACK =
      List.of("Apply the manifests as they were before, as one set again: `routeguard plan`.");

  abstract String render(Review review, ClusterWord word);

  /** The cluster knows more than whoever plans may read. */
  private static String verdict(Review review, ClusterWord word) {
    return switch (word.answer()) {
      case NONE -> review.verdict().toString();
      case DENIED -> Verdict.DENY.toString();
      case ADMITTED -> review.isAdmitted() ? review.verdict().toString() : Verdict.ADMIT.toString();
    };
  }

  private static String denial(Review review, ClusterWord word) {
    return switch (word.answer()) {
      case NONE -> review.isAdmitted() ? "" : DenialText.denial(review);
      case DENIED -> word.denial();
      case ADMITTED -> "";
    };
  }

  private static String inWords(Change change) {
    return "%-8s %s%n"
        .formatted(change.operation().toString().toLowerCase(Locale.ROOT), change.ref());
  }
}
