package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.FindingSeverity;
import dev.routeguard.api.v1alpha1.FindingState;
import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.api.v1alpha1.RecordedFinding;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RoutePolicyStatus;
import dev.routeguard.estate.Estate;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.review.Census;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Counts for each policy what it governs, what is against it now, and which changes of the last
 * days it would have denied in Deny mode: the evidence for turning Audit into Deny. For one thread.
 */
public final class PolicyCensus {
  private static final Duration LOOK_BACK = Duration.ofDays(7);

  private final RecordStore store;
  private final Supplier<Estate> estate;
  private final Supplier<PolicyBook> policies;
  private final BiConsumer<PolicyId, RoutePolicyStatus> writer;
  private final Clock clock;
  private final Map<String, List<Object>> written = new HashMap<>();

  /**
   * Over suppliers, since both change all the time.
   *
   * @param writer writes these parts of a policy's status and leaves the others
   */
  public PolicyCensus(
      RecordStore store,
      Supplier<Estate> estate,
      Supplier<PolicyBook> policies,
      BiConsumer<PolicyId, RoutePolicyStatus> writer,
      Clock clock) {
    this.store = store;
    this.estate = estate;
    this.policies = policies;
    this.writer = writer;
    this.clock = clock;
  }

  /** Brings every policy's counts in line with this moment. */
  public void take() {
    var book = policies.get();
    if (book.isEmpty()) {
      return;
    }
    var counts = Census.of(book, estate.get(), clock.instant());
    var changes = recent();
    for (var policy : book.policies()) {
      var count = Objects.requireNonNull(counts.get(policy.id().toString()));
      write(policy, status(policy.id().toString(), count, changes));
    }
  }

  private void write(CompiledPolicy policy, RoutePolicyStatus status) {
    var content =
        List.<Object>of(
            policy.id().generation(),
            Objects.requireNonNull(status.governed),
            Objects.requireNonNull(status.violating),
            Objects.requireNonNull(status.wouldHaveDenied),
            Objects.requireNonNull(status.lastError));
    if (!content.equals(written.get(policy.id().toString()))) {
      writer.accept(policy.id(), status);
      written.put(policy.id().toString(), content);
    }
  }

  private RoutePolicyStatus status(String policy, Census.Count count, List<RouteChange> changes) {
    var status = new RoutePolicyStatus();
    status.governed = count.governed();
    status.violating = count.violating();
    status.wouldHaveDenied = (int) changes.stream().filter(one -> denies(policy, one)).count();
    status.lastError =
        CleanText.of(
            count.error().isEmpty() ? lastError(policy, changes) : count.error(), Limits.MESSAGE);
    return status;
  }

  /** The newest first. */
  private List<RouteChange> recent() {
    var since = clock.instant().minus(LOOK_BACK);
    return store.changes().stream()
        .filter(one -> one.getSpec().time != null && !one.getSpec().time.isBefore(since))
        .sorted(
            Comparator.comparing((RouteChange one) -> Objects.requireNonNull(one.getSpec().time))
                .reversed())
        .toList();
  }

  private static boolean denies(String policy, RouteChange change) {
    return findings(policy, change)
        .anyMatch(
            finding ->
                finding.state == FindingState.ADDED
                    && (finding.severity == FindingSeverity.CRITICAL
                        || finding.severity == FindingSeverity.HIGH)
                    && (finding.exception == null || finding.exception.isEmpty()));
  }

  private static String lastError(String policy, List<RouteChange> changes) {
    return changes.stream()
        .flatMap(
            change ->
                findings(policy, change)
                    .filter(finding -> finding.state == FindingState.ERROR)
                    .map(
                        finding ->
                            "%s: %s at %s"
                                .formatted(finding.check, finding.message, change.getSpec().time)))
        .findFirst()
        .orElse("");
  }

  private static Stream<RecordedFinding> findings(String policy, RouteChange change) {
    return Objects.requireNonNullElse(change.getSpec().findings, List.<RecordedFinding>of())
        .stream()
        .filter(finding -> policy.equals(finding.policy));
  }
}
