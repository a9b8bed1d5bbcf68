package dev.routeguard.check;

import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules that answer none of the requests at their own bounds, because others rank before them. Told
 * from the border requests of the host: what holds for them holds for all others.
 */
final class ShadowedRules {
  /** Hosts with more than this many border requests are left alone: asking costs their square. */
  private static final int MOST_REQUESTS = 600;

  private ShadowedRules() {}

  /** A rule, and the one that answers in its place. */
  record Shadowed(RoutedMatch rule, RoutedMatch winner) {}

  /** Those written in the objects in scope. */
  static List<Shadowed> in(Scope scope) {
    var found = new ArrayList<Shadowed>();
    var places = new LinkedHashMap<Entry, Set<String>>();
    for (RoutedMatch route : scope.routes()) {
      places.computeIfAbsent(route.entry(), any -> new TreeSet<>()).add(route.match().host());
    }
    places.forEach((entry, hosts) -> hosts.forEach(host -> found.addAll(at(scope, entry, host))));
    return found;
  }

  private static List<Shadowed> at(Scope scope, Entry entry, String host) {
    var tables = scope.tables();
    var requests = tables.borderRequests(entry, host, tables);
    if (requests.size() > MOST_REQUESTS) {
      return List.of();
    }
    var losing = new LinkedHashMap<Rule, Shadowed>();
    var winning = new HashSet<Rule>();
    for (var request : requests) {
      var explained = tables.explain(entry, request);
      var winner = explained.winner();
      if (winner == null) {
        explained.candidates().forEach(candidate -> winning.add(Rule.of(candidate)));
        continue;
      }
      winning.add(Rule.of(winner));
      explained
          .candidates()
          .forEach(one -> losing.putIfAbsent(Rule.of(one), new Shadowed(one, winner)));
    }
    return losing.entrySet().stream()
        .filter(entryOf -> !winning.contains(entryOf.getKey()))
        .map(Map.Entry::getValue)
        .filter(one -> one.rule().match().host().equals(host))
        .filter(one -> scope.objects().contains(one.rule().object()))
        .filter(ShadowedRules::matters)
        .toList();
  }

  /**
   * Equal matches are a conflict, not a shadow; where both answer alike nobody misses the second.
   */
  private static boolean matters(Shadowed one) {
    return !one.rule().match().equals(one.winner().match())
        && !one.rule().outcome().inWords().equals(one.winner().outcome().inWords());
  }

  /** How a check says it. */
  static Found found(CheckDescription check, Shadowed one, String remedy) {
    var winner = one.winner();
    return Found.on(
        check,
        one.rule(),
        "can never match: %s of %s takes all of it (%s instead of %s)"
            .formatted(
                Wording.place(winner),
                winner.object(),
                Wording.outcome(winner.outcome(), one.rule().object().namespace()),
                Wording.outcome(one.rule().outcome(), one.rule().object().namespace())),
        remedy);
  }

  private record Rule(Object object, String fieldPath, Object match) {
    static Rule of(RoutedMatch route) {
      return new Rule(route.object(), route.fieldPath(), route.match());
    }

    Rule {
      Objects.requireNonNull(object, "object");
    }
  }
}
