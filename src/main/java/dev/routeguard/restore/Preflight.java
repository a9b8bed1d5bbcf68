package dev.routeguard.restore;

import dev.routeguard.api.v1alpha1.DeltaType;
import dev.routeguard.api.v1alpha1.RecordedDelta;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.record.Rollbacks.Bad;
import dev.routeguard.record.StoredState;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks whether the old state can still serve: its Services and endpoints may have gone with the
 * change, and then going back would take down what works now.
 */
final class Preflight {
  private Preflight() {}

  /** Why going back would do harm, or no good; empty where it helps. */
  static Optional<Hold> against(Bad bad) {
    var old = bad.lastGood().flatMap(StoredState::read).orElseThrow();
    var wayBack = RouteDiff.between(bad.estate(), bad.estate().with(old));
    return lost(wayBack, bad.record()).or(() -> noneServed(wayBack));
  }

  private static Optional<Hold> lost(RouteDiff wayBack, RouteChange record) {
    var brought = broughtBy(record);
    return wayBack.of(RouteDelta.Type.LOST).stream()
        .filter(delta -> !delta.after().isServed())
        .filter(delta -> !isUndone(delta, brought))
        .findFirst()
        .map(
            delta ->
                new Hold(
                    HoldReason.OLD_STATE_CANNOT_SERVE,
                    "Going back would lose %s, which works now (%s): the old state answers %s."
                        .formatted(
                            delta.match(), delta.before().inWords(), delta.after().inWords())));
  }

  /**
   * A route that only the change brought goes with it: that is what going back means. A route that
   * the change repaired is another matter: its old backend is dead.
   */
  private static boolean isUndone(RouteDelta delta, Set<String> brought) {
    return delta.after() instanceof Outcome.Status && brought.contains(key(delta));
  }

  private static Set<String> broughtBy(RouteChange record) {
    var diff = record.getSpec().diff;
    List<RecordedDelta> entries = diff == null || diff.entries == null ? List.of() : diff.entries;
    return entries.stream()
        .filter(entry -> entry.type == DeltaType.GAINED)
        .map(entry -> entry.entry + " " + entry.match)
        .collect(Collectors.toSet());
  }

  private static String key(RouteDelta delta) {
    return delta.entry() + " " + delta.match();
  }

  /** No difference at all is fine: TLS, annotations and source ranges change no answer. */
  private static Optional<Hold> noneServed(RouteDiff wayBack) {
    var back =
        wayBack.deltas().stream().filter(delta -> delta.type() != RouteDelta.Type.LOST).toList();
    if (back.isEmpty() || back.stream().anyMatch(delta -> delta.after().isServed())) {
      return Optional.empty();
    }
    var first = Objects.requireNonNull(back.get(0));
    return Optional.of(
        new Hold(
            HoldReason.OLD_STATE_CANNOT_SERVE,
            "The old state can't serve either: %s would be answered by %s."
                .formatted(first.match(), first.after().inWords())));
  }
}
