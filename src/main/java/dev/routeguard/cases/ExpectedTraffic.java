package dev.routeguard.cases;

import dev.routeguard.files.Fields;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDelta.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a change must do to requests, by host and path prefixes such as {@code
 * shop.example.com/pay}. What is not named may change too.
 *
 * @param lost prefixes that lose their backend
 * @param gained prefixes that get one
 * @param moved prefixes whose backend changes
 */
record ExpectedTraffic(List<String> lost, List<String> gained, List<String> moved) {
  ExpectedTraffic {
    lost = List.copyOf(lost);
    gained = List.copyOf(gained);
    moved = List.copyOf(moved);
  }

  static ExpectedTraffic of(Fields expect) {
    return new ExpectedTraffic(expect.texts("lost"), expect.texts("gained"), expect.texts("moved"));
  }

  List<String> violations(List<RouteDelta> deltas) {
    var violations = new ArrayList<String>();
    check(lost, "lost", deltas.stream().filter(ExpectedTraffic::isLost).toList(), violations);
    check(gained, "gained", deltas.stream().filter(ExpectedTraffic::isGained).toList(), violations);
    check(moved, "moved", deltas.stream().filter(ExpectedTraffic::isMoved).toList(), violations);
    return violations;
  }

  private static void check(
      List<String> prefixes, String word, List<RouteDelta> deltas, List<String> violations) {
    for (String prefix : prefixes) {
      Predicate<RouteDelta> isThere =
          delta -> delta.match().toString().startsWith(prefix) || asked(delta).startsWith(prefix);
      if (deltas.stream().noneMatch(isThere)) {
        var what = deltas.stream().map(delta -> delta.match().toString()).distinct().toList();
        violations.add(
            "expected %s to be %s, %s is %s"
                .formatted(prefix, word, word, what.isEmpty() ? "nothing" : what));
      }
    }
  }

  private static String asked(RouteDelta delta) {
    return delta.witness().host() + delta.witness().path();
  }

  private static boolean isLost(RouteDelta delta) {
    return delta.type() == Type.LOST || delta.before().isServed() && !delta.after().isServed();
  }

  private static boolean isGained(RouteDelta delta) {
    return delta.type() == Type.GAINED || !delta.before().isServed() && delta.after().isServed();
  }

  /** Also what is lost in that another route of the host answers now. */
  private static boolean isMoved(RouteDelta delta) {
    return delta.type() == Type.MOVED || delta.type() == Type.LOST && delta.after().isServed();
  }
}
