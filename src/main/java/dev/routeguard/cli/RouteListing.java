package dev.routeguard.cli;

import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Untranslated;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The routes of every entry, best first within a host. */
record RouteListing(List<OfEntry> entries) {
  /** The routes of one entry. */
  record OfEntry(
      Entry entry,
      String dialect,
      String dialectNote,
      List<RoutedMatch> routes,
      List<Untranslated> notes) {}

  /**
   * Lists the routes; entries without any are left out.
   *
   * @param host only what requests for this host may meet; empty for everything
   */
  static RouteListing of(RouteTables tables, String host) {
    var wanted = Request.normalHost(host);
    var entries = new ArrayList<OfEntry>();
    for (Entry entry : tables.entries()) {
      var routes = routes(tables, entry, wanted);
      var notes = notes(tables, routes);
      if (!routes.isEmpty()) {
        entries.add(
            new OfEntry(entry, tables.dialectOf(entry), tables.dialectNote(entry), routes, notes));
      }
    }
    return new RouteListing(entries);
  }

  private static List<RoutedMatch> routes(RouteTables tables, Entry entry, String wanted) {
    var routes = new LinkedHashSet<RoutedMatch>();
    for (String host : tables.hostsOf(entry)) {
      if (wanted.isEmpty() || wanted.equals(host) || RequestMatcher.matchesHost(host, wanted)) {
        tables.routesOn(entry, host).stream()
            .filter(route -> route.match().host().equals(host))
            .forEach(routes::add);
      }
    }
    return List.copyOf(routes);
  }

  private static List<Untranslated> notes(RouteTables tables, List<RoutedMatch> routes) {
    return routes.stream()
        .map(RoutedMatch::object)
        .distinct()
        .flatMap(object -> tables.notesOn(object).stream())
        .distinct()
        .toList();
  }
}
