package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A match that one state writes and the other does not, while its requests are answered alike: a
 * rule that got a host of its own, a path that a broader rule served already. It is no difference,
 * but who reads a diff wants to know where such a rule went.
 *
 * @param object the object the match is written in
 * @param added true where the later state writes it, false where the earlier did
 * @param answer the answer on both sides
 */
public record Restatement(
    Entry entry,
    RouteMatch match,
    ObjectRef object,
    String fieldPath,
    boolean added,
    Outcome answer) {
  public Restatement {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(answer, "answer");
  }

  /** The matches of two states that only one of them writes and no difference names. */
  public static List<Restatement> between(RouteTables before, RouteTables after, RouteDiff diff) {
    var found = new LinkedHashMap<List<Object>, Restatement>();
    for (Touched.Place place : Touched.between(before, after)) {
      collect(place, before, after, false, found);
      collect(place, after, before, true, found);
    }
    diff.deltas().forEach(delta -> found.remove(List.<Object>of(delta.entry(), delta.match())));
    return List.copyOf(found.values());
  }

  private static void collect(
      Touched.Place place,
      RouteTables here,
      RouteTables there,
      boolean added,
      LinkedHashMap<List<Object>, Restatement> found) {
    var written = matches(there.routesOn(place.entry(), place.host()));
    for (RoutedMatch route : here.routesOn(place.entry(), place.host())) {
      var isRestated =
          !written.contains(route.match())
              && wins(here, route)
              && Answers.same(route.outcome(), there.answer(route.entry(), route.witness()));
      if (isRestated) {
        found.putIfAbsent(List.of(route.entry(), route.match()), of(route, added));
      }
    }
  }

  private static Set<RouteMatch> matches(List<RoutedMatch> routes) {
    return routes.stream().map(RoutedMatch::match).collect(Collectors.toSet());
  }

  private static boolean wins(RouteTables tables, RoutedMatch route) {
    var winner = tables.explain(route.entry(), route.witness()).winner();
    return winner != null && winner.match().equals(route.match());
  }

  private static Restatement of(RoutedMatch route, boolean added) {
    return new Restatement(
        route.entry(), route.match(), route.object(), route.fieldPath(), added, route.outcome());
  }
}
