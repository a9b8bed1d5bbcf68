package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * C02. One change takes away too much at once: too large a part of what an entry or a host answers,
 * or too many of the ready endpoints behind a route (Google 17007, Slack May 2020). A route counts
 * as one; where only some of its requests fail, that part of it counts.
 */
public final class BlastRadiusExceeded implements ChangeCheck {
  static final String NAME = "blast-radius-exceeded";
  private static final String MAX_LOST = "maxLostShare";
  private static final String MAX_ENDPOINT_LOSS = "maxEndpointLoss";
  private static final int MARGIN = 4;
  private static final String MIN_CELLS = "minCells";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C02",
          NAME,
          "Too much is lost at once",
          Severity.CRITICAL,
          "Of the routes of an entry or a host more than maxLostShare is lost or fails, weights"
              + " counted, or the ready endpoints behind a route fall by more than"
              + " maxEndpointLoss.",
          List.of(
              ParameterSpec.share(MAX_LOST, 0.10, "Largest part that one change may take away."),
              ParameterSpec.share(
                  MAX_ENDPOINT_LOSS,
                  0.34,
                  "Largest part of the ready endpoints that one change may take away."),
              ParameterSpec.number(
                  MIN_CELLS, 2, 1, 1000, "Fewest routes of which a part is worth talking about."),
              DeletionApproval.parameter()));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public boolean sumsUp() {
    return true;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var found = new ArrayList<Found>();
    var lost = lost(situation, DeletionApproval.of(parameters));
    for (var ofEntry : lost.entrySet()) {
      var judged = new Judged(situation, ofEntry.getKey(), ofEntry.getValue(), parameters);
      found.addAll(judged.entry().map(List::of).orElseGet(judged::hosts));
    }
    found.addAll(endpointsLost(situation, 1 - parameters.decimal(MAX_ENDPOINT_LOSS)));
    return found;
  }

  /** A class of requests: what a route takes, of a load balancer at one port. */
  private record Cell(RouteMatch match, int port) {
    static Cell of(Entry entry, RouteMatch match, Request witness) {
      return new Cell(match, entry.type() == Entry.Type.LOAD_BALANCER ? witness.port() : 0);
    }

    static Cell of(RoutedMatch route) {
      return of(route.entry(), route.match(), route.witness());
    }
  }

  /** How much of a cell is lost, 0 to 1, and the difference that shows it. */
  private record Loss(double part, RouteDelta delta) {
    Loss or(Loss other) {
      return other.part > part ? other : this;
    }
  }

  private static Map<Entry, Map<Cell, Loss>> lost(Situation situation, DeletionApproval approval) {
    var lost = new LinkedHashMap<Entry, Map<Cell, Loss>>();
    for (var delta : situation.diff().deltas()) {
      var part = (served(delta.before()) - served(delta.after())) / 100;
      var object = delta.object();
      if (part > 0 && object != null && !approval.covers(object, situation)) {
        lost.computeIfAbsent(delta.entry(), entry -> new LinkedHashMap<>())
            .merge(
                Cell.of(delta.entry(), delta.match(), delta.witness()),
                new Loss(part, delta),
                Loss::or);
      }
    }
    return lost;
  }

  /** Per cent of requests that are answered; what is left open counts as it is at best. */
  private static double served(Outcome outcome) {
    return outcome instanceof Forward forward
        ? forward.shares().stream().filter(Share::isServed).mapToDouble(Share::percent).sum()
        : outcome.isServed() ? 100 : 0;
  }

  private static double sum(Stream<Loss> losses) {
    return losses.mapToDouble(Loss::part).sum();
  }

  /** What is lost of one entry. */
  private record Judged(
      Situation situation, Entry entryOf, Map<Cell, Loss> losses, Parameters parameters) {

    /**
     * Looks at no more routes of the entry than it takes to see that enough are left, and at none
     * where so many objects have routes in it that three quarters would have to be dead already.
     */
    Optional<Found> entry() {
      var lost = sum(losses.values().stream());
      var enough = lost / Math.max(parameters.decimal(MAX_LOST), 1e-6);
      if (situation.before().indexed(entryOf).size() > MARGIN * enough) {
        return Optional.empty();
      }
      var cells = servedCells(situation.before(), entryOf, enough);
      return isTooMuch(lost, cells)
          ? Optional.of(found(entryOf.toString(), "entry " + entryOf, losses.values(), lost, cells))
          : Optional.empty();
    }

    List<Found> hosts() {
      var byHost = new LinkedHashMap<String, List<Loss>>();
      losses.forEach(
          (cell, loss) ->
              byHost.computeIfAbsent(cell.match().host(), host -> new ArrayList<>()).add(loss));
      var found = new ArrayList<Found>();
      byHost.forEach(
          (host, ofHost) -> {
            var lost = sum(ofHost.stream());
            var cells = servedAt(situation.before(), entryOf, host);
            if (isTooMuch(lost, cells)) {
              var name = Wording.host(host);
              found.add(found("%s on %s".formatted(name, entryOf), name, ofHost, lost, cells));
            }
          });
      return found;
    }

    private boolean isTooMuch(double lost, long cells) {
      return cells >= parameters.decimal(MIN_CELLS)
          && lost / cells > parameters.decimal(MAX_LOST) + 1e-9;
    }

    private Found found(
        String subject, String where, Iterable<Loss> losses, double lost, long cells) {
      var worst = losses.iterator().next();
      for (var loss : losses) {
        worst = worst.or(loss);
      }
      var delta = worst.delta();
      return Found.at(
              DESCRIPTION,
              Optional.ofNullable(delta.object()).orElseThrow(),
              subject,
              "",
              "%s loses %s of what it answers (%s of its %s), more than the %s that one change may take: %s"
                  .formatted(
                      where,
                      Wording.percent(Math.min(100, 100 * lost / cells)),
                      lost == Math.rint(lost) ? "%.0f".formatted(lost) : "%.1f".formatted(lost),
                      InWords.count(cells, "route"),
                      Wording.percent(100 * parameters.decimal(MAX_LOST)),
                      shown(delta)),
              "Split the change into steps and look after each; or raise maxLostShare for it.")
          .shownBy(delta.witness());
    }

    private static String shown(RouteDelta delta) {
      return "%s was %s and gets %s"
          .formatted(
              Wording.place(delta.entry(), delta.match(), delta.witness()),
              Wording.outcome(delta.before(), ""),
              Wording.outcome(delta.after(), ""));
    }
  }

  private static long servedAt(RouteTables before, Entry entry, String host) {
    return before.routesOn(entry, host).stream()
        .filter(route -> route.match().host().equals(host) && route.outcome().isServed())
        .map(Cell::of)
        .distinct()
        .count();
  }

  /** The served cells of an entry, or some number above what is enough. */
  private static long servedCells(RouteTables before, Entry entry, double enough) {
    var cells = new HashSet<Cell>();
    var seen = new HashSet<ObjectRef>();
    // The index first: it is there already, while all members have to be collected.
    for (var members :
        List.<Iterable<ObjectRef>>of(
            before.indexed(entry), () -> before.membersOf(entry).iterator())) {
      for (var member : members) {
        if (cells.size() > enough) {
          return cells.size();
        }
        if (seen.add(member)) {
          addServed(before, entry, member, cells);
        }
      }
    }
    return cells.size();
  }

  private static void addServed(
      RouteTables tables, Entry entry, ObjectRef member, Set<Cell> cells) {
    tables.routesOf(member).stream()
        .filter(route -> route.entry().equals(entry) && route.outcome().isServed())
        .map(Cell::of)
        .forEach(cells::add);
  }

  /**
   * Once for each pair of answers, however many routes go from the one to the other; those left
   * without any are lost, which counts above.
   */
  private static List<Found> endpointsLost(Situation situation, double smallestShare) {
    var falls = new LinkedHashMap<String, List<Fall>>();
    Stream.concat(edited(situation), moved(situation))
        .filter(fall -> fall.after().isServed())
        .filter(fall -> Capacity.falls(fall.before(), fall.after(), smallestShare))
        .forEach(
            fall -> falls.computeIfAbsent(fall.inWords(), words -> new ArrayList<>()).add(fall));
    return falls.values().stream().map(BlastRadiusExceeded::found).toList();
  }

  /** A route before and after. */
  private record Fall(
      ObjectRef object,
      String place,
      String witness,
      String fieldPath,
      Outcome before,
      Outcome after) {
    String inWords() {
      return "%s to %s".formatted(Capacity.inWords(before, ""), Capacity.inWords(after, ""));
    }
  }

  private static Stream<Fall> moved(Situation situation) {
    return situation.diff().deltas().stream()
        .filter(delta -> delta.object() != null && delta.objectAfter() != null)
        .filter(delta -> !Carving.is(situation, delta))
        .map(
            delta ->
                new Fall(
                    Optional.ofNullable(delta.objectAfter()).orElseThrow(),
                    Wording.place(delta.entry(), delta.match(), delta.witness()),
                    delta.witness().toString(),
                    delta.fieldPath(),
                    delta.before(),
                    delta.after()));
  }

  /** Routes that stay and whose Services lose endpoints: no request is answered differently. */
  private static Stream<Fall> edited(Situation situation) {
    return situation.touched().stream().sorted().flatMap(ref -> edited(situation, ref));
  }

  private static Stream<Fall> edited(Situation situation, ObjectRef ref) {
    var after = new LinkedHashMap<List<Object>, RoutedMatch>();
    situation
        .after()
        .routesOf(ref)
        .forEach(route -> after.putIfAbsent(List.of(route.entry(), Cell.of(route)), route));
    return situation.before().routesOf(ref).stream()
        .flatMap(
            route ->
                Stream.ofNullable(after.get(List.<Object>of(route.entry(), Cell.of(route))))
                    .map(
                        now ->
                            new Fall(
                                ref,
                                Wording.place(now),
                                now.witness().toString(),
                                now.fieldPath(),
                                route.outcome(),
                                now.outcome())));
  }

  private static Found found(List<Fall> falls) {
    var first = falls.get(0);
    var places = new LinkedHashSet<String>();
    falls.forEach(fall -> places.add(fall.place()));
    var more =
        places.size() > 1
            ? " and %s".formatted(InWords.count(places.size() - 1, "other route"))
            : "";
    var finding =
        new Finding(
            NAME,
            DESCRIPTION.severity(),
            first.object(),
            first.inWords(),
            Wording.backendField(first.object(), first.fieldPath()),
            "what answers %s%s shrinks from %s".formatted(first.place(), more, first.inWords()),
            "Bring the endpoints up first, or take them away in steps.",
            first.witness());
    return Found.of(finding);
  }
}
