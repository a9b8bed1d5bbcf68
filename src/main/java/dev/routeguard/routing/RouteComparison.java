package dev.routeguard.routing;

import dev.routeguard.routing.RouteDelta.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private final Set<RouteMatch> matchesAfter = new HashSet<>();

  RouteComparison(Entry entry, HostTable before, HostTable after) {
    this.entry = entry;
    this.before = before;
    this.after = after;
    after.ranked().forEach(route -> matchesAfter.add(route.match()));
  }

  Collection<RouteDelta> deltas() {
    var byPlace = new LinkedHashMap<List<Object>, RouteDelta>();
    probes()
        .forEach(
            (probe, asked) ->
                delta(probe, asked)
                    .ifPresent(
                        delta -> byPlace.merge(place(delta), delta, RouteComparison::worse)));
    var byMatch = new LinkedHashMap<List<Object>, RouteDelta>();
    byPlace.values().forEach(d -> byMatch.merge(match(d), d, RouteComparison::moreTelling));
    return byMatch.values();
  }

  /** The border requests of the routes that differ, each with the matches it is asked for. */
  private Map<Request, Set<RouteMatch>> probes() {
    var probes = new LinkedHashMap<Request, Set<RouteMatch>>();
    for (Route route : changedRoutes()) {
      for (Request request : Witnesses.requests(route, before.host())) {
        probes.computeIfAbsent(request, key -> new HashSet<>()).add(route.match());
      }
    }
    return probes;
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
    var old = signatures(before);
    var now = signatures(after);
    var changed = new ArrayList<Route>();
    old.forEach((signature, route) -> addUnlessIn(now, signature, route, changed));
    now.forEach((signature, route) -> addUnlessIn(old, signature, route, changed));
    if (!order(old, now).equals(order(now, old))) {
      now.forEach((signature, route) -> addIfIn(old, signature, route, changed));
    }
    return changed;
  }

  /** How the routes that both sides have rank among each other; equal ranks stay equal. */
  private static Map<Signature, Integer> order(
      Map<Signature, Route> routes, Map<Signature, Route> others) {
    var places = new HashMap<Signature, Integer>();
    var ranks = new HashMap<Integer, Integer>();
    routes.forEach(
        (signature, route) -> {
          if (others.containsKey(signature)) {
            int place = ranks.computeIfAbsent(route.rank(), rank -> ranks.size());
            places.put(signature, place);
          }
        });
    return places;
  }

  private static void addIfIn(
      Map<Signature, Route> others, Signature signature, Route route, List<Route> changed) {
    if (others.containsKey(signature)) {
      changed.add(route);
    }
  }

  private static void addUnlessIn(
      Map<Signature, Route> others, Signature signature, Route route, List<Route> changed) {
    if (!others.containsKey(signature)) {
      changed.add(route);
    }
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

  private Optional<RouteDelta> delta(Request probe, Set<RouteMatch> asked) {
    var old = before.explain(probe);
    var now = after.explain(probe);
    if (Answers.same(old.outcome(), now.outcome())) {
      return Optional.empty();
    }
    var was = best(old);
    var is = best(now);
    boolean gone = was != null && !matchesAfter.contains(was.match());
    var subject = subject(was, is, asked);
    var type = type(old.outcome(), now.outcome(), gone && is != null && subject == was);
    return Optional.ofNullable(subject)
        .map(
            named ->
                new RouteDelta(
                    type,
                    entry,
                    named.match(),
                    was == null ? null : was.object(),
                    is == null ? null : is.object(),
                    named.fieldPath(),
                    probe,
                    old.outcome(),
                    now.outcome()));
  }

  /**
   * The match that names a difference: the one that answered before, unless the request was asked
   * for the sake of a match of the same host that takes it over.
   */
  private static @Nullable RoutedMatch subject(
      @Nullable RoutedMatch was, @Nullable RoutedMatch is, Set<RouteMatch> asked) {
    if (was == null || is == null) {
      return was == null ? is : was;
    }
    boolean takenOver =
        !asked.contains(was.match())
            && asked.contains(is.match())
            && RequestMatcher.matchesHost(was.match().host(), is.match().host());
    return takenOver ? is : was;
  }

  /** A route that is gone and whose requests fall through to another backend is lost, not moved. */
  private static Type type(Outcome before, Outcome after, boolean fellThrough) {
    var type = Answers.difference(before, after);
    return type == Type.MOVED && fellThrough && before.isServed() ? Type.LOST : type;
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
