package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.FindingSeverity;
import dev.routeguard.api.v1alpha1.FindingState;
import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.api.v1alpha1.RecordedFinding;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Severity;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.Review;
import dev.routeguard.review.ReviewError;
import java.util.List;
import java.util.stream.Stream;

/** Findings as records and reports hold them. */
final class FindingRecords {
  private static final int MOST_POLICY = 384;

  private FindingRecords() {}

  /** What a review found, what led to the verdict first. */
  static List<RecordedFinding> of(Review review) {
    var subject = review.changes().get(0).ref();
    return Stream.concat(
            review.errors().stream().map(FindingRecords::of),
            review.findings().stream().map(judged -> of(judged, subject)))
        .limit(Limits.FINDINGS)
        .toList();
  }

  /** What stands wrong with one object. */
  static List<RecordedFinding> of(List<Finding> standing, ObjectRef subject) {
    return standing.stream()
        .limit(Limits.FINDINGS)
        .map(finding -> of(finding, subject, FindingState.STANDING))
        .toList();
  }

  private static RecordedFinding of(JudgedFinding judged, ObjectRef subject) {
    var state = judged.isAdded() ? FindingState.ADDED : FindingState.STANDING;
    var recorded = of(judged.finding(), subject, state);
    recorded.policy = CleanText.of(judged.policy().toString(), MOST_POLICY);
    recorded.exception = CleanText.of(judged.exemption(), Limits.PHRASE);
    return recorded;
  }

  private static RecordedFinding of(Finding finding, ObjectRef subject, FindingState state) {
    var recorded = new RecordedFinding();
    recorded.check = finding.check();
    recorded.severity = FindingSeverity.valueOf(finding.severity().name());
    recorded.state = state;
    recorded.object =
        finding.object().equals(subject) ? null : ChangeRecords.reference(finding.object());
    recorded.subject = CleanText.of(finding.subject(), Limits.PHRASE);
    recorded.fieldPath = CleanText.of(finding.fieldPath(), Limits.FIELD_PATH);
    recorded.message = message(finding.message());
    recorded.remedy = CleanText.of(finding.remedy(), Limits.MESSAGE);
    recorded.witness = CleanText.of(finding.witness(), Limits.PHRASE);
    return recorded;
  }

  private static RecordedFinding of(ReviewError error) {
    var recorded = new RecordedFinding();
    recorded.check = error.check();
    recorded.policy = CleanText.of(error.policy().toString(), MOST_POLICY);
    recorded.severity = FindingSeverity.valueOf(Severity.HIGH.name());
    recorded.state = FindingState.ERROR;
    recorded.message = message("could not be evaluated: " + error.why());
    return recorded;
  }

  private static String message(String text) {
    var clean = CleanText.of(text, Limits.MESSAGE);
    return clean.isEmpty() ? "no message" : clean;
  }
}
