package dev.routeguard.check;

import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Share.Readiness;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How many ready endpoints stand behind an answer, each backend's counted by the share of requests
 * that goes there: half of the requests to six endpoints and half to two are four. So a canary that
 * ends on a pool of equal size changes nothing, whatever its steps were.
 */
final class Capacity {
  private Capacity() {}

  /** Empty where no backend answers, or where nobody knows the endpoints of one. */
  static OptionalDouble behind(Outcome outcome) {
    var used = used(outcome);
    if (used.isEmpty() || used.stream().anyMatch(share -> share.readiness() == Readiness.UNKNOWN)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        used.stream().mapToDouble(share -> share.percent() / 100 * share.readyEndpoints()).sum());
  }

  private static List<Share> used(Outcome outcome) {
    return outcome instanceof Forward forward
        ? forward.shares().stream().filter(share -> share.percent() > 0).toList()
        : List.of();
  }

  /** Whether both are known, something was there before, and less than a share of it is after. */
  static boolean falls(Outcome before, Outcome after, double smallestShare) {
    var old = behind(before);
    var now = behind(after);
    return old.isPresent()
        && now.isPresent()
        && old.getAsDouble() > 0
        && now.getAsDouble() < smallestShare * old.getAsDouble() - 1e-9;
  }

  /** {@code web:80 (6 ready endpoints)}, or each with its share. */
  static String inWords(Outcome outcome, String namespace) {
    var used = used(outcome);
    return used.stream()
        .map(
            share ->
                (used.size() > 1 ? Wording.percent(share.percent()) + " " : "")
                    + share(share, namespace))
        .collect(Collectors.joining(", "));
  }

  private static String share(Share share, String namespace) {
    return "%s (%s)"
        .formatted(
            Wording.backend(share.backend(), namespace),
            InWords.count(share.readyEndpoints(), "ready endpoint"));
  }
}
