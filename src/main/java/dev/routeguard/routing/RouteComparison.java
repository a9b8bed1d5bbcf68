package dev.routeguard.routing;

import dev.routeguard.routing.RouteDelta.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tables of one host: asks both at the border requests of every route that is not the
 * same on both sides, and keeps one difference per match.
 */
final class RouteComparison {
  /** How a route's place and answer look, so that only what differs needs to be asked about. */
  private record Signature(Route route, int place) {}

  private final Entry entry;
  private final HostTable before;
  private final HostTable after;

  RouteComparison(Entry entry, HostTable before, HostTable after) {
    this.entry = entry;
    this.before = before;
    this.after = after;
  }

  Collection<RouteDelta> deltas() {
    var probes = new LinkedHashSet<Request>();
    changedRoutes().forEach(route -> probes.addAll(Witnesses.requests(route, before.host())));
    var byPlace = new LinkedHashMap<List<Object>, RouteDelta>();
    for (Request probe : probes) {
      delta(probe).ifPresent(delta -> byPlace.merge(place(delta), delta, RouteComparison::worse));
    }
    var byMatch = new LinkedHashMap<List<Object>, RouteDelta>();
    byPlace.values().forEach(d -> byMatch.merge(match(d), d, RouteComparison::moreTelling));
    return byMatch.values();
  }

  /** Of several differences of one match on one port, the worst stands for all. */
  private static List<Object> place(RouteDelta delta) {
    return List.of(delta.match(), delta.witness().scheme(), delta.witness().port());
  }

  private static RouteDelta worse(RouteDelta one, RouteDelta other) {
    return one.type().compareTo(other.type()) <= 0 ? one : other;
  }

  /** Plain and encrypted requests to one match count once, unless only one of them changed so. */
  private static List<Object> match(RouteDelta delta) {
    var scheme = delta.witness().scheme();
    int port = delta.witness().port();
    if (scheme.defaultPort() != port) {
      return List.of(delta.match(), scheme, port);
    }
    if (delta.type() != Type.CHANGED) {
      return List.of(delta.match(), delta.type());
    }
    var was = Answers.apartFromTls(delta.before());
    var is = Answers.apartFromTls(delta.after());
    return was.equals(is)
        ? List.of(delta.match(), scheme)
        : List.of(delta.match(), delta.type(), was, is);
  }

  private static RouteDelta moreTelling(RouteDelta one, RouteDelta other) {
    return Certificates.isOwn(other.before()) || Certificates.isOwn(other.after()) ? other : one;
  }

  private List<Route> changedRoutes() {
    var changed = new ArrayList<>(only(before, after));
    changed.addAll(only(after, before));
    return changed;
  }

  private static List<Route> only(HostTable one, HostTable other) {
    var others = signatures(other).keySet();
    return signatures(one).entrySet().stream()
        .filter(entry -> !others.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Rank and field path are left out: they shift without meaning; the place among equals counts.
   */
  private static Map<Signature, Route> signatures(HostTable table) {
    var places = new HashMap<List<Object>, Integer>();
    var signatures = new LinkedHashMap<Signature, Route>();
    for (Route route : table.ranked()) {
      int place = places.merge(List.of(route.listening(), route.match()), 1, Integer::sum);
      var plain =
          new Route(route.listening(), route.match(), route.object(), "", 0, plain(route.action()));
      signatures.put(new Signature(plain, place), route);
    }
    return signatures;
  }

  /** The number of ready endpoints is no difference, whether there are any is. */
  private static Action plain(Action action) {
    return action instanceof Action.Always always
        ? new Action.Always(Answers.withoutCounts(always.outcome()))
        : action;
  }

  private Optional<RouteDelta> delta(Request probe) {
    var old = before.explain(probe);
    var now = after.explain(probe);
    if (Answers.same(old.outcome(), now.outcome())) {
      return Optional.empty();
    }
    var was = best(old);
    var is = best(now);
    boolean gone = was != null && !has(after, was.match());
    var type = type(old.outcome(), now.outcome(), gone && is != null);
    return Optional.ofNullable(subject(was, is, gone))
        .map(
            subject ->
                new RouteDelta(
                    type,
                    entry,
                    subject.match(),
                    was == null ? null : was.object(),
                    is == null ? null : is.object(),
                    subject.fieldPath(),
                    probe,
                    old.outcome(),
                    now.outcome()));
  }

  /**
   * The match that names a difference: one that vanished or stayed, else the one that took over.
   */
  private static @Nullable RoutedMatch subject(
      @Nullable RoutedMatch was, @Nullable RoutedMatch is, boolean gone) {
    if (was == null || is == null) {
      return was == null ? is : was;
    }
    return gone || was.match().equals(is.match()) ? was : is;
  }

  /** A route that is gone and whose requests fall through to another backend is lost, not moved. */
  private static Type type(Outcome before, Outcome after, boolean fellThrough) {
    var type = Answers.difference(before, after);
    return type == Type.MOVED && fellThrough && before.isServed() ? Type.LOST : type;
  }

  private static boolean has(HostTable table, RouteMatch match) {
    return table.ranked().stream().anyMatch(route -> route.match().equals(match));
  }

  private static @Nullable RoutedMatch best(Explanation explanation) {
    return explanation.candidates().isEmpty() ? null : explanation.candidates().get(0);
  }

  /** Losses first, what is served least after before what is served more, then by place. */
  static final Comparator<RouteDelta> WORST_FIRST =
      Comparator.comparing(RouteDelta::type)
          .thenComparing(
              delta -> Answers.servedPercent(delta.after()) - Answers.servedPercent(delta.before()))
          .thenComparing(delta -> delta.entry().toString())
          .thenComparing(delta -> delta.match().host())
          .thenComparing(delta -> delta.match().path())
          .thenComparing(delta -> Objects.toString(delta.match()))
          .thenComparing(delta -> delta.witness().toString());
}
