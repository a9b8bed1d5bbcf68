package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.api.v1alpha1.RecordedRollback;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of records: what became of a change, and whether somebody should look. */
public final class ChangeStatuses {
  /** Reason where nothing is left to do. */
  public static final String DONE = "Done";

  /** Reason where a policy is against what landed and no rollback was asked for. */
  public static final String AGAINST_POLICY = "AgainstPolicy";

  /** Reason while the last good state is being put back. */
  public static final String ROLLING_BACK = "RollingBack";

  /** Reason where the change adds nothing bad to a state that was bad before it. */
  public static final String STILL_BAD = "StillBad";

  private static final String READY = "Ready";

  private final Clock clock;

  public ChangeStatuses(Clock clock) {
    this.clock = clock;
  }

  /** Nothing is left to do. */
  public RouteChangeStatus done(ChangeAction action, String message) {
    return status(action, ready("True", DONE, message), null);
  }

  /** Nothing is left to do for this change, but something about it is worth a reason of its own. */
  public RouteChangeStatus done(ChangeAction action, String reason, String message) {
    return status(action, ready("True", reason, message), null);
  }

  /** Somebody should look. */
  public RouteChangeStatus open(ChangeAction action, String reason, String message) {
    return status(action, ready("False", reason, message), null);
  }

  /** The state of a rollback. */
  public RouteChangeStatus rollback(
      ChangeAction action, String reason, String message, RecordedRollback rollback) {
    var ready = ready(action == ChangeAction.ROLLED_BACK ? "True" : "False", reason, message);
    return status(action, ready, rollback);
  }

  private static RouteChangeStatus status(
      ChangeAction action, Condition ready, @Nullable RecordedRollback rollback) {
    var status = new RouteChangeStatus();
    // The spec of a record never changes, so its generation is always the first.
    status.observedGeneration = 1L;
    status.action = action;
    status.rollback = rollback;
    status.conditions = List.of(ready);
    return status;
  }

  private Condition ready(String value, String reason, String message) {
    return new ConditionBuilder()
        .withType(READY)
        .withStatus(value)
        .withObservedGeneration(1L)
        .withLastTransitionTime(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .withReason(reason)
        .withMessage(CleanText.of(message, Limits.MESSAGE))
        .build();
  }

  static boolean hasReason(RouteChange change, String reason) {
    var status = change.getStatus();
    return status != null
        && status.conditions != null
        && status.conditions.stream().anyMatch(one -> reason.equals(one.getReason()));
  }
}
