package dev.routeguard.restore;

import dev.routeguard.api.v1alpha1.DeltaType;
import dev.routeguard.api.v1alpha1.RecordedDelta;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.record.Rollbacks.Bad;
import dev.routeguard.record.StoredState;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the old state can still serve: its Services and endpoints may have gone with the
 * change, and then going back would take down what works now.
 */
final class Preflight {
  private Preflight() {}

  /** Why going back would do harm, or no good; empty where it helps. */
  static Optional<Hold> against(Bad bad) {
    var old = bad.lastGood().flatMap(StoredState::read).orElseThrow();
    var restored = RouteTables.of(bad.estate().with(old));
    var wayBack = RouteDiff.between(RouteTables.of(bad.estate()), restored);
    return lost(wayBack, bad, restored).or(() -> noneServed(wayBack));
  }

  private static Optional<Hold> lost(RouteDiff wayBack, Bad bad, RouteTables restored) {
    var undone = broughtBy(bad.record());
    restored.routesOf(bad.ref()).forEach(route -> undone.remove(key(route)));
    return wayBack.deltas().stream()
        .filter(delta -> isLost(delta) && !undone.contains(key(delta)))
        .findFirst()
        .map(
            delta ->
                new Hold(
                    HoldReason.OLD_STATE_CANNOT_SERVE,
                    "Going back would lose %s, which works now (%s): the old state answers %s."
                        .formatted(
                            delta.match(), delta.before().inWords(), delta.after().inWords())));
  }

  /** Whatever the diff calls it: what falls to another route is answered, as before the change. */
  private static boolean isLost(RouteDelta delta) {
    return delta.before().isServed() && !delta.after().isServed();
  }

  private static String key(RoutedMatch route) {
    return key(route.entry(), route.witness().port(), route.match());
  }

  /**
   * Routes that only the change brought go with it: that is what going back means. One that the old
   * state has as well was repaired by the change, and is lost with its old, dead backend.
   */
  private static Set<String> broughtBy(RouteChange record) {
    var diff = record.getSpec().diff;
    List<RecordedDelta> entries = diff == null || diff.entries == null ? List.of() : diff.entries;
    return entries.stream()
        .filter(entry -> entry.type == DeltaType.GAINED)
        .map(entry -> key(String.valueOf(entry.entry), entry.port, String.valueOf(entry.match)))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String key(RouteDelta delta) {
    return key(delta.entry(), delta.witness().port(), delta.match());
  }

  private static String key(Object entry, @Nullable Integer port, Object match) {
    return "%s %s %s".formatted(entry, port, match);
  }

  /** No difference at all is fine: TLS, annotations and source ranges change no answer. */
  private static Optional<Hold> noneServed(RouteDiff wayBack) {
    var back = wayBack.deltas().stream().filter(delta -> !isLost(delta)).toList();
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
