package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much a diff touches.
 *
 * @param routes routes whose answer changes
 * @param hosts hosts among them
 * @param namespaces namespaces whose routes or backends are touched
 * @param readyEndpointsBefore ready endpoints behind the touched routes before
 * @param readyEndpointsAfter and after
 * @param lostPercent share of what the touched hosts served that is lost or fails, weights counted,
 *     0 to 100
 * @param basis what the share counts: {@code routes} or {@code requests}
 */
public record Impact(
    int routes,
    int hosts,
    int namespaces,
    int readyEndpointsBefore,
    int readyEndpointsAfter,
    double lostPercent,
    String basis) {
  public static final Impact NONE = new Impact(0, 0, 0, 0, 0, 0, "routes");

  /** How much a diff between two tables touches, by routes. */
  public static Impact of(RouteDiff diff, RouteTables before, RouteTables after) {
    return of(diff, before, after, RequestRates.UNKNOWN);
  }

  /**
   * How much a diff between two tables touches: by requests where all routes of the touched hosts
   * were counted, else by routes.
   */
  public static Impact of(
      RouteDiff diff, RouteTables before, RouteTables after, RequestRates rates) {
    var deltas = diff.deltas();
    if (deltas.isEmpty()) {
      return NONE;
    }
    var served = served(deltas, before);
    boolean byRequests = rates.tell(served.stream().map(Served::match).toList());
    return new Impact(
        (int) deltas.stream().map(d -> List.of(d.entry(), d.match())).distinct().count(),
        (int) deltas.stream().map(delta -> delta.match().host()).distinct().count(),
        (int) deltas.stream().flatMap(Impact::namespaces).distinct().count(),
        readyEndpoints(deltas.stream().map(RouteDelta::before)),
        readyEndpoints(deltas.stream().map(RouteDelta::after)),
        lostPercent(deltas, served, byRequests ? rates::of : any -> OptionalDouble.of(1)),
        byRequests ? "requests" : "routes");
  }

  private static Stream<String> namespaces(RouteDelta delta) {
    var objects = Stream.of(delta.object(), delta.objectAfter()).filter(Objects::nonNull);
    var backends = shares(Stream.of(delta.before(), delta.after())).map(Share::backend);
    return Stream.concat(objects.map(ObjectRef::namespace), backends.map(Backend::namespace));
  }

  private static int readyEndpoints(Stream<Outcome> outcomes) {
    var byBackend = new HashMap<Backend, Integer>();
    shares(outcomes).forEach(share -> byBackend.put(share.backend(), share.readyEndpoints()));
    return byBackend.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Stream<Share> shares(Stream<Outcome> outcomes) {
    return outcomes.flatMap(Impact::shares).filter(share -> share.percent() > 0);
  }

  private static Stream<Share> shares(Outcome outcome) {
    if (outcome instanceof Outcome.Undefined open) {
      return shares(open.candidates().stream());
    }
    return outcome instanceof Outcome.Forward forward ? forward.shares().stream() : Stream.of();
  }

  /** A route that was served on a touched host. */
  private record Served(Entry entry, RouteMatch match) {}

  /** What is lost, a part counting as a part, of all that was served on the touched hosts. */
  private static double lostPercent(
      List<RouteDelta> deltas, Set<Served> served, Function<RouteMatch, OptionalDouble> weight) {
    var lost = new HashMap<Served, Double>();
    for (RouteDelta delta : deltas) {
      double part =
          Math.max(0, Answers.servedPercent(delta.before()) - Answers.servedPercent(delta.after()));
      lost.merge(new Served(delta.entry(), delta.match()), part, Math::max);
    }
    double all = served.stream().mapToDouble(one -> weight.apply(one.match()).orElse(0)).sum();
    double sum =
        lost.entrySet().stream()
            .mapToDouble(one -> one.getValue() * weight.apply(one.getKey().match()).orElse(0))
            .sum();
    return all == 0 ? 0 : Math.min(100, sum / all);
  }

  private static Set<Served> served(List<RouteDelta> deltas, RouteTables before) {
    return deltas.stream()
        .map(delta -> new Touched.Place(delta.entry(), delta.match().host()))
        .distinct()
        .flatMap(place -> served(place.entry(), place.host(), before))
        .collect(Collectors.toSet());
  }

  private static Stream<Served> served(Entry entry, String host, RouteTables before) {
    return before.routesOn(entry, host).stream()
        .filter(route -> route.match().host().equals(host) && route.outcome().isServed())
        .map(route -> new Served(entry, route.match()));
  }
}
