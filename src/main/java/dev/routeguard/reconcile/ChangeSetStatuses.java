package dev.routeguard.reconcile;

import dev.routeguard.api.v1alpha1.ChangeSetPhase;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.api.v1alpha1.RouteChangeSetStatus;
import dev.routeguard.attestation.AttestationSource;
import dev.routeguard.attestation.ChangeSet;
import dev.routeguard.estate.Estate;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the status of a change set says: which members stand as the set leaves them. */
public final class ChangeSetStatuses {
  private final Supplier<Estate> estate;
  private final Clock clock;

  public ChangeSetStatuses(Supplier<Estate> estate, Clock clock) {
    this.estate = estate;
    this.clock = clock;
  }

  RouteChangeSetStatus of(RouteChangeSet resource) {
    try {
      return of(AttestationSource.read(resource));
    } catch (IllegalArgumentException e) {
      return status(
          ChangeSetPhase.EXPIRED, "Unusable", "Not in force: " + e.getMessage(), 0, List.of());
    }
  }

  private RouteChangeSetStatus of(ChangeSet set) {
    var now = estate.get();
    var missing =
        set.members().stream()
            .filter(member -> !member.hasLanded(now))
            .map(member -> member.proposal().object().toString())
            .sorted()
            .toList();
    int total = set.members().size();
    if (missing.isEmpty()) {
      return status(
          ChangeSetPhase.COMPLETE, "Complete", "Every member has landed.", total, missing);
    }
    return clock.instant().isBefore(set.expiresAt())
        ? status(ChangeSetPhase.OPEN, "InForce", "Members are admitted.", total, missing)
        : status(
            ChangeSetPhase.EXPIRED,
            "Unfinished",
            "The set expired before every member had landed: what is missing is judged alone.",
            total,
            missing);
  }

  private RouteChangeSetStatus status(
      ChangeSetPhase phase, String reason, String message, int total, List<String> missing) {
    var status = new RouteChangeSetStatus();
    status.phase = phase;
    status.total = total;
    status.landed = total - missing.size();
    status.missing = missing;
    status.conditions = List.of(ready(phase, reason, message));
    return status;
  }

  private Condition ready(ChangeSetPhase phase, String reason, String message) {
    return new ConditionBuilder()
        .withType(PolicyStatuses.READY)
        .withStatus(phase == ChangeSetPhase.EXPIRED ? "False" : "True")
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }

  /** Whether writing the other would wake every watcher for nothing. */
  static boolean isSame(@Nullable RouteChangeSetStatus written, RouteChangeSetStatus due) {
    return written != null
        && written.phase == due.phase
        && Objects.equals(written.landed, due.landed)
        && Objects.equals(
            Objects.requireNonNullElse(written.missing, List.of()),
            Objects.requireNonNullElse(due.missing, List.of()));
  }
}
