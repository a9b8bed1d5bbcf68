package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.Review;

/** What a change does to traffic, in one line for a table. */
final class Summary {
  private Summary() {}

  /** The gravest thing the change brings; else the first difference in routes. */
  static String of(Review review) {
    var added = review.findings().stream().filter(JudgedFinding::isAdded).toList();
    if (!added.isEmpty()) {
      return line(added.get(0).finding().message(), added.size());
    }
    var deltas = review.diff().deltas();
    if (!deltas.isEmpty()) {
      return line(deltas.get(0).inWords(), deltas.size());
    }
    return "no request is answered otherwise";
  }

  private static String line(String first, int all) {
    var more = all == 1 ? "" : " (and %d more)".formatted(all - 1);
    return CleanText.of(first, Limits.SUMMARY - more.length()) + more;
  }
}
