package dev.routeguard.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The routes that requests for one host can meet on one entry, best first, as a dialect put them in
 * order.
 */
public final class HostTable implements RouteTable {
  /**
   * What a dialect says beside the routes.
   *
   * @param listenings where the entry listens for this host; others refuse the connection
   * @param noRoute the answer where no route matches
   * @param fallThroughOpen true where the API lets a request that no route of its most specific
   *     host matches go on to a less specific host, but controllers differ
   * @param doors which listener takes this host where several share a port; empty where one takes
   *     all
   */
  public record Frame(
      Set<Listening> listenings,
      Outcome.Status noRoute,
      boolean fallThroughOpen,
      Map<Listening, String> doors) {
    public Frame {
      listenings = Set.copyOf(listenings);
      Objects.requireNonNull(noRoute, "noRoute");
      doors = Map.copyOf(doors);
    }

    public Frame(Set<Listening> listenings, Outcome.Status noRoute, boolean fallThroughOpen) {
      this(listenings, noRoute, fallThroughOpen, Map.of());
    }
  }

  private final Entry entry;
  private final String host;
  private final Frame frame;
  private final List<Route> routes;
  private final List<RequestMatcher> matchers;
  private final List<Untranslated> notes;

  /**
   * @param host the concrete host the table was made for
   * @param routes in order of rank
   */
  public HostTable(
      Entry entry, String host, Frame frame, List<Route> routes, List<Untranslated> notes) {
    this.entry = entry;
    this.host = host;
    this.frame = frame;
    this.routes = List.copyOf(routes);
    this.matchers = this.routes.stream().map(route -> new RequestMatcher(route.match())).toList();
    this.notes = List.copyOf(notes);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  public String host() {
    return host;
  }

  /** The routes with their ranks. */
  public List<Route> ranked() {
    return routes;
  }

  @Override
  public List<Untranslated> notes() {
    return notes;
  }

  @Override
  public List<RoutedMatch> routes() {
    return routes.stream().map(route -> routed(route, Witnesses.first(route, host))).toList();
  }

  /** The listener that takes requests for this host; empty where none does or one takes all. */
  Optional<String> doorOf(Request request) {
    return frame.doors().entrySet().stream()
        .filter(door -> door.getKey().accepts(request))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public Explanation explain(Request request) {
    var found = matching(request);
    if (found.isEmpty()) {
      return unanswered(request);
    }
    var candidates = found.stream().map(route -> routed(route, request)).toList();
    var best = found.get(0);
    int tied = tied(found);
    var distinct = new ArrayList<Outcome>(1);
    for (RoutedMatch candidate : candidates.subList(0, tied)) {
      if (!distinct.contains(candidate.outcome())) {
        distinct.add(candidate.outcome());
      }
    }
    if (distinct.size() > 1) {
      var why = "%d objects claim %s and the dialect leaves open who wins";
      return undefined(request, distinct, candidates, why.formatted(tied, best.match()));
    }
    if (fallsThrough(best)) {
      distinct.add(frame.noRoute());
      var why =
          "no route of the most specific host matches; data planes differ on whether "
              + best.match()
              + " is asked then";
      return undefined(request, distinct, candidates, why);
    }
    return new Explanation(
        request, distinct.get(0), candidates.get(0), candidates, ranksBefore(found.size() - 1));
  }

  /** How many of the first share the best rank. */
  private static int tied(List<Route> found) {
    int tied = 1;
    while (tied < found.size() && found.get(tied).rank() == found.get(0).rank()) {
      tied++;
    }
    return tied;
  }

  private static String ranksBefore(int others) {
    return switch (others) {
      case 0 -> "the only match";
      case 1 -> "ranks before the other match";
      default -> "ranks before " + others + " other matches";
    };
  }

  private List<Route> matching(Request request) {
    var found = new ArrayList<Route>(2);
    var path = RequestMatcher.pathOf(request);
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).listening().accepts(request) && matchers.get(i).matches(request, path)) {
        found.add(routes.get(i));
      }
    }
    return found;
  }

  /** The routes that a request does not match, best first, each with why not. */
  Map<RoutedMatch, String> misses(Request request) {
    var misses = new LinkedHashMap<RoutedMatch, String>();
    for (int i = 0; i < routes.size(); i++) {
      var route = routes.get(i);
      var why =
          matchers
              .get(i)
              .mismatch(request)
              .or(() -> route.listening().accepts(request) ? Optional.empty() : notThere(route));
      why.ifPresent(words -> misses.putIfAbsent(routed(route, request), words));
    }
    return misses;
  }

  private static Optional<String> notThere(Route route) {
    var listening = route.listening();
    var scheme = listening.scheme().name().toLowerCase(Locale.ROOT);
    return Optional.of(
        "it listens for " + scheme + (listening.port() == 0 ? "" : " at port " + listening.port()));
  }

  private boolean fallsThrough(Route best) {
    if (!frame.fallThroughOpen()) {
      return false;
    }
    return routes.stream()
        .filter(route -> route.listening().equals(best.listening()))
        .findFirst()
        .map(first -> !first.match().host().equals(best.match().host()))
        .orElse(false);
  }

  private Explanation unanswered(Request request) {
    var open = frame.listenings().stream().anyMatch(listening -> listening.accepts(request));
    var outcome = open ? noRoute(request) : new Outcome.Status(0, "nothing listens there");
    return new Explanation(request, outcome, null, List.of(), outcome.why());
  }

  /** Nobody says 404 where nothing that speaks HTTP takes the request. */
  private Outcome.Status noRoute(Request request) {
    boolean speaksHttp =
        frame.listenings().stream()
            .filter(listening -> listening.accepts(request))
            .map(Listening::scheme)
            .anyMatch(scheme -> scheme == Scheme.HTTP || scheme == Scheme.HTTPS);
    return speaksHttp ? frame.noRoute() : new Outcome.Status(0, "no route takes the connection");
  }

  private static Explanation undefined(
      Request request, List<Outcome> outcomes, List<RoutedMatch> candidates, String why) {
    var outcome = new Outcome.Undefined(outcomes, why);
    return new Explanation(request, outcome, null, candidates, why);
  }

  private RoutedMatch routed(Route route, Request request) {
    var outcome = route.action().answer(request, route.match());
    return new RoutedMatch(
        entry, route.match(), route.object(), route.fieldPath(), outcome, request);
  }
}
