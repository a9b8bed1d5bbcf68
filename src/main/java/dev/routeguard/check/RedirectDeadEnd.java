package dev.routeguard.check;

import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Scheme;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * R23. A redirect that comes back to where it began, or leads to a host of the same entry where
 * nothing answers.
 */
public final class RedirectDeadEnd implements StateCheck {
  static final String NAME = "redirect-dead-end";
  private static final String MAX_HOPS = "maxHops";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R23",
          NAME,
          "Redirect loops or leads nowhere",
          Severity.MEDIUM,
          "Whoever follows a redirect comes back to the same request, or ends on a host of the same"
              + " entry where no route answers.",
          List.of(
              ParameterSpec.number(
                  MAX_HOPS, 5, 1, 20, "How many redirects clients are to follow.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    int hops = (int) parameters.decimal(MAX_HOPS);
    return scope.routes().stream()
        .filter(route -> route.outcome() instanceof Outcome.Redirect)
        .flatMap(route -> end(scope.tables(), route, hops).map(why -> found(route, why)).stream())
        .toList();
  }

  /** Why following the redirect gets nobody anywhere; empty where it does, or leaves the entry. */
  private static Optional<String> end(RouteTables tables, RoutedMatch route, int hops) {
    var seen = new LinkedHashSet<Request>();
    var request = Optional.of(route.witness());
    for (int hop = 0; hop <= hops; hop++) {
      if (!seen.add(request.get())) {
        return Optional.of("comes back to " + request.get());
      }
      var outcome = tables.answer(route.entry(), request.get());
      if (!(outcome instanceof Outcome.Redirect redirect)) {
        return hop > 0 && outcome instanceof Outcome.Status status && status.code() == 404
            ? Optional.of("ends at %s, where nothing answers".formatted(request.get()))
            : Optional.empty();
      }
      request = followed(redirect.location(), request.get());
      if (request.isEmpty() || !isOurs(tables, route, request.get())) {
        return Optional.empty();
      }
    }
    return Optional.of("is not through after %d redirects".formatted(hops));
  }

  private static boolean isOurs(RouteTables tables, RoutedMatch route, Request request) {
    return tables.knows(route.entry(), request.host());
  }

  private static Optional<Request> followed(String location, Request from) {
    try {
      var base =
          URI.create(
              from.scheme() == Scheme.HTTPS ? "https://" + from.host() : "http://" + from.host());
      var to = base.resolve(location);
      if (to.getHost() == null || to.getScheme() == null) {
        return Optional.empty();
      }
      var scheme = to.getScheme().equals("https") ? Scheme.HTTPS : Scheme.HTTP;
      int port = to.getPort() < 0 ? scheme.defaultPort() : to.getPort();
      var path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
      return Optional.of(new Request(scheme, to.getHost(), port, from.method(), path, Map.of()));
    } catch (IllegalArgumentException e) {
      // Variables of the controller, such as $scheme: nobody can follow them here.
      return Optional.empty();
    }
  }

  private static Found found(RoutedMatch route, String why) {
    return Found.on(
        DESCRIPTION,
        route,
        "redirects, and who follows " + why,
        "Redirect to a URL that is served.");
  }
}
