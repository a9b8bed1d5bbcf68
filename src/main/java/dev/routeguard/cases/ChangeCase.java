package dev.routeguard.cases;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.review.Review;
import dev.routeguard.review.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One case of kind ChangeCase: an estate, what changes in it, and what must become of that.
 *
 * @param changes those of kinds that decide routing; may be empty
 * @param policyFiles empty for the starter policies
 * @param verdicts those allowed
 * @param checks one of which must be among the findings of a denial or warning; empty for any
 * @param traffic what must become of requests
 */
public record ChangeCase(
    String name,
    Estate before,
    List<Change> changes,
    List<Path> policyFiles,
    Set<String> verdicts,
    Set<String> checks,
    ExpectedTraffic traffic)
    implements Case {
  static final String KIND = "ChangeCase";

  public ChangeCase {
    changes = List.copyOf(changes);
    policyFiles = List.copyOf(policyFiles);
    verdicts = Set.copyOf(verdicts);
    checks = Set.copyOf(checks);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<String> failures(CasePolicies policies) {
    if (changes.isEmpty()) {
      return verdicts.contains(Verdict.ADMIT.toString())
          ? traffic.violations(List.of())
          : List.of("expected " + wantedVerdict() + ", but nothing changes that routes traffic");
    }
    var review = review(policies);
    var failures = new ArrayList<String>();
    review.errors().forEach(error -> failures.add(error.check() + " failed: " + error.why()));
    judgement(review, failures);
    failures.addAll(traffic.violations(review.diff().deltas()));
    return failures;
  }

  /** The judgement of all changes as a whole; there must be one at least. */
  public Review review(CasePolicies policies) {
    return Review.of(changes, before, policies.of(policyFiles));
  }

  private void judgement(Review review, List<String> failures) {
    var found = new TreeSet<String>();
    review.findings().stream()
        .filter(judged -> judged.isAdded())
        .forEach(judged -> found.add(judged.finding().check()));
    var verdict = review.verdict().toString();
    if (!verdicts.contains(verdict)) {
      failures.add(
          "expected %s, got %s by %s".formatted(wantedVerdict(), verdict, words(found, "nothing")));
    }
    if (!checks.isEmpty() && checks.stream().noneMatch(found::contains)) {
      failures.add(
          "expected a finding of %s, got %s"
              .formatted(words(new TreeSet<>(checks), ""), words(found, "none")));
    }
  }

  private String wantedVerdict() {
    return String.join(" or ", new TreeSet<>(verdicts));
  }

  private static String words(Set<String> names, String none) {
    return names.isEmpty() ? none : String.join(", ", names);
  }

  @Override
  public String toString() {
    return name;
  }
}
