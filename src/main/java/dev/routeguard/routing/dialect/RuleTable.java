package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.Scheme;
import dev.routeguard.routing.from.IngressRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that may take one host, as a dialect reads them. The dialect's order decides who wins;
 * rules that it holds equal get one rank, so that a request both match is Undefined unless they
 * answer alike.
 */
final class RuleTable {
  /** What a rule answers where it is asked. */
  record Door(Listening at, Action action) {}

  /** A rule as a dialect reads it. */
  record Candidate(IngressRule rule, RouteMatch match, List<Door> doors) {
    Candidate {
      doors = List.copyOf(doors);
    }

    /** What it answers to requests of one scheme alone. */
    Candidate at(Scheme scheme) {
      var own = doors.stream().filter(door -> door.at().scheme() == scheme).toList();
      return new Candidate(rule, match, own);
    }

    /** The same answer to plain and encrypted requests, but for the certificate. */
    static Candidate of(IngressRule rule, RouteMatch match, Action action, String certificate) {
      return new Candidate(rule, match, bothDoors(action, action, certificate));
    }
  }

  private RuleTable() {}

  static List<Door> bothDoors(Action plain, Action secure, String certificate) {
    var overTls = IngressReading.overTls(secure, certificate);
    return List.of(new Door(Listening.HTTP, plain), new Door(Listening.HTTPS, overTls));
  }

  /** The candidates as routes, best first. */
  static List<Route> ranked(Collection<Candidate> candidates, Comparator<Candidate> order) {
    var sorted = new ArrayList<>(candidates);
    sorted.sort(order);
    var routes = new ArrayList<Route>();
    for (int i = 0, rank = 0; i < sorted.size(); i++) {
      rank = i > 0 && order.compare(sorted.get(i - 1), sorted.get(i)) == 0 ? rank : i;
      for (Door door : sorted.get(i).doors()) {
        routes.add(route(sorted.get(i), door, rank));
      }
    }
    return routes;
  }

  private static Route route(Candidate candidate, Door door, int rank) {
    var rule = candidate.rule();
    return new Route(
        door.at(), candidate.match(), rule.ingress().ref(), rule.fieldPath(), rank, door.action());
  }

  /** The objects whose rules these are, in their order. */
  static Set<KubernetesObject> objects(Collection<IngressRule> rules) {
    return rules.stream()
        .map(IngressRule::ingress)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
