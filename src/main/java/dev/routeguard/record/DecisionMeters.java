package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.review.Review;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** What was decided, in numbers: {@code routeguard_changes_total} and its like. */
public final class DecisionMeters implements Announcer {
  private final MeterRegistry registry;

  public DecisionMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void decided(RouteChange record, ChangeAction action, @Nullable Review review) {
    var spec = record.getSpec();
    var kind = spec.object == null ? "" : spec.object.kind;
    registry
        .counter(
            "routeguard.changes",
            "verdict",
            String.valueOf(spec.verdict),
            "action",
            action.toString(),
            "kind",
            String.valueOf(kind))
        .increment();
    if (action == ChangeAction.ROLLED_BACK || action == ChangeAction.HELD) {
      registry.counter("routeguard.rollbacks", "outcome", action.toString()).increment();
    }
  }

  @Override
  public void dropped(String what, String why) {
    registry.counter("routeguard.records.dropped").increment();
  }
}
