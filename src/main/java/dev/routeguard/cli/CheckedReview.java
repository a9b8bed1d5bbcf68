package dev.routeguard.cli;

import dev.routeguard.check.Severity;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.Review;
import java.util.List;

/**
 * A review of files, as it is printed.
 *
 * @param failOn from which severity on a finding fails the check
 */
record CheckedReview(Review review, Sources sources, Severity failOn) {
  /** A review of no files. */
  static CheckedReview of(Review review) {
    return new CheckedReview(review, Sources.none(), Severity.HIGH);
  }

  /** Whether a finding fails the check: what was wrong before is not this change's fault. */
  boolean fails(JudgedFinding judged) {
    return judged.isAdded() && judged.finding().severity().isAtLeast(failOn);
  }

  /** Whether the check fails; an error is never a clean result. */
  boolean fails() {
    return !review.errors().isEmpty() || review.findings().stream().anyMatch(this::fails);
  }

  /** File and line of a finding, or the object where it stands in no file. */
  String place(JudgedFinding judged) {
    return sources
        .of(judged.finding())
        .map(Sources.Place::toString)
        .orElseGet(() -> judged.finding().object().toString());
  }

  List<JudgedFinding> findings() {
    return review.findings();
  }
}
