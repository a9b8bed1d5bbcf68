package dev.routeguard.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares answers as users of a route would: the number of ready endpoints alone is no change. */
final class Answers {
  private static final double EPSILON = 0.01;

  /** What users notice of the part that one backend gets. */
  private record Part(Backend backend, Share.Readiness readiness, int status) {}

  private Answers() {}

  static boolean same(Outcome one, Outcome other) {
    if (one instanceof Outcome.Forward a && other instanceof Outcome.Forward b) {
      return a.attributes().equals(b.attributes())
          && (a.shares().equals(b.shares()) || samePercents(parts(a), parts(b)));
    }
    if (one instanceof Outcome.Status a && other instanceof Outcome.Status b) {
      return a.code() == b.code();
    }
    if (one instanceof Outcome.Undefined a && other instanceof Outcome.Undefined b) {
      return sameCandidates(a, b) && sameCandidates(b, a);
    }
    return one.equals(other);
  }

  private static boolean sameCandidates(Outcome.Undefined one, Outcome.Undefined other) {
    return one.candidates().stream()
        .allMatch(a -> other.candidates().stream().anyMatch(b -> same(a, b)));
  }

  private static Map<Part, Double> parts(Outcome.Forward forward) {
    return percents(
        forward.shares(), share -> new Part(share.backend(), share.readiness(), share.status()));
  }

  /** Share of requests by backend; backends named twice count once. */
  static Map<Backend, Double> byBackend(Outcome.Forward forward) {
    return new TreeMap<>(percents(forward.shares(), Share::backend));
  }

  private static <T> Map<T, Double> percents(List<Share> shares, Function<Share, T> key) {
    return shares.stream()
        .filter(share -> share.percent() > 0)
        .collect(Collectors.toMap(key, Share::percent, Double::sum));
  }

  static <T> boolean samePercents(Map<T, Double> one, Map<T, Double> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(part -> Math.abs(part.getValue() - percent(other, part.getKey())) < EPSILON);
  }

  private static <T> double percent(Map<T, Double> parts, T key) {
    return Objects.requireNonNullElse(parts.get(key), 0.0);
  }

  /** The answer with the number of ready endpoints left out. */
  static Outcome withoutCounts(Outcome outcome) {
    if (outcome instanceof Outcome.Forward forward) {
      var shares =
          forward.shares().stream()
              .map(s -> new Share(s.backend(), s.percent(), s.readiness(), 0, s.status()))
              .toList();
      return new Outcome.Forward(shares, forward.attributes());
    }
    return outcome;
  }

  /** The answer without counts and without the certificate it comes with. */
  static Outcome apartFromTls(Outcome outcome) {
    if (withoutCounts(outcome) instanceof Outcome.Forward forward) {
      var attributes = new HashMap<>(forward.attributes());
      attributes.remove(Certificates.ATTRIBUTE);
      return new Outcome.Forward(forward.shares(), attributes);
    }
    return outcome;
  }

  /** Which kind of difference two answers make that are not the same. */
  static RouteDelta.Type difference(Outcome before, Outcome after) {
    if (after instanceof Outcome.Status && before.isServed()) {
      return RouteDelta.Type.LOST;
    }
    if (before instanceof Outcome.Status && !(after instanceof Outcome.Status)) {
      return RouteDelta.Type.GAINED;
    }
    if (before instanceof Outcome.Forward a && after instanceof Outcome.Forward b) {
      var old = byBackend(a);
      var now = byBackend(b);
      if (!old.keySet().equals(now.keySet())) {
        return RouteDelta.Type.MOVED;
      }
      return samePercents(old, now) ? RouteDelta.Type.CHANGED : RouteDelta.Type.REWEIGHTED;
    }
    return mayMove(before, after) ? RouteDelta.Type.MOVED : RouteDelta.Type.CHANGED;
  }

  private static boolean mayMove(Outcome before, Outcome after) {
    return before instanceof Outcome.Forward one
        && after instanceof Outcome.Undefined open
        && open.candidates().stream()
            .anyMatch(
                candidate ->
                    candidate instanceof Outcome.Forward other
                        && !byBackend(one).keySet().equals(byBackend(other).keySet()));
  }

  /** Per cent of requests that get an answer on purpose; of an open answer the worst. */
  static double servedPercent(Outcome outcome) {
    if (outcome instanceof Outcome.Forward forward) {
      return forward.shares().stream().filter(Share::isServed).mapToDouble(Share::percent).sum();
    }
    if (outcome instanceof Outcome.Undefined open) {
      return open.candidates().stream().mapToDouble(Answers::servedPercent).min().orElse(0);
    }
    return outcome.isServed() ? 100 : 0;
  }
}
