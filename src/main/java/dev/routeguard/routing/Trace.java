package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * How one entry answers one request: who, why, and what became of every other route of the host.
 *
 * @param dialect how the entry is read
 * @param dialectNote why the dialect is a stand-in; empty where it is not
 * @param considered routes that match too, and why they do not answer; best first
 * @param passedOver routes of the host that do not match, and why not
 * @param leftOut objects that have a rule for the host and no route of their own in its table
 * @param notes what could not be translated of the host's routes
 */
public record Trace(
    Entry entry,
    String dialect,
    String dialectNote,
    Explanation explanation,
    List<Loser> considered,
    List<Loser> passedOver,
    List<ObjectRef> leftOut,
    List<Untranslated> notes) {

  /** A route that does not answer. */
  public record Loser(RoutedMatch route, String why) {
    public Loser {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(why, "why");
    }
  }

  public Trace {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(dialectNote, "dialectNote");
    Objects.requireNonNull(explanation, "explanation");
    considered = List.copyOf(considered);
    passedOver = List.copyOf(passedOver);
    leftOut = List.copyOf(leftOut);
    notes = List.copyOf(notes);
  }

  /** The answer of one entry. */
  public static Trace of(RouteTables tables, Entry entry, Request request) {
    var explanation = tables.explain(entry, request);
    var table = tables.table(entry, request.host());
    return new Trace(
        entry,
        tables.dialectOf(entry),
        tables.dialectNote(entry),
        explanation,
        considered(explanation, new LossReasons(tables)),
        passedOver(table, explanation),
        tables.leftOut(entry, request.host()),
        table.notes());
  }

  /**
   * The answers of the entries that a request may come to: those that claim its host; where none
   * does, of all. A load balancer counts where its address or name is asked for, as it takes every
   * host.
   */
  public static List<Trace> of(RouteTables tables, Request request) {
    var all =
        tables.entries().stream()
            .filter(entry -> isAskedFor(tables, entry, request))
            .map(entry -> of(tables, entry, request))
            .toList();
    var claiming = all.stream().filter(trace -> trace.claims(tables, request)).toList();
    return claiming.isEmpty() ? all : claiming;
  }

  private static boolean isAskedFor(RouteTables tables, Entry entry, Request request) {
    return entry.type() != Entry.Type.LOAD_BALANCER
        || tables.addressesOf(entry).contains(request.host())
        || request.host().equals(entry.name() + "." + entry.namespace());
  }

  private boolean claims(RouteTables tables, Request request) {
    return !explanation.candidates().isEmpty()
        || tables.hostsOf(entry).stream()
            .filter(host -> !host.isEmpty())
            .anyMatch(host -> RequestMatcher.matchesHost(host, request.host()));
  }

  private static List<Loser> considered(Explanation explanation, LossReasons reasons) {
    var winner = explanation.winner();
    var losers = new ArrayList<Loser>();
    for (RoutedMatch candidate : explanation.candidates()) {
      if (winner == null) {
        losers.add(new Loser(candidate, "who wins is left open"));
      } else if (!candidate.equals(winner)) {
        losers.add(new Loser(candidate, reasons.why(winner, candidate)));
      }
    }
    return losers;
  }

  /** A route that also stands at another port or scheme, and matches there, is not passed over. */
  private static List<Loser> passedOver(HostTable table, Explanation explanation) {
    var told = new HashSet<List<Object>>();
    explanation.candidates().forEach(route -> told.add(place(route)));
    var losers = new ArrayList<Loser>();
    table
        .misses(explanation.request())
        .forEach(
            (route, why) -> {
              if (told.add(place(route))) {
                losers.add(new Loser(route, why));
              }
            });
    return losers;
  }

  private static List<Object> place(RoutedMatch route) {
    return List.of(route.match(), route.object(), route.fieldPath());
  }
}
