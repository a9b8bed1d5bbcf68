package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.RoutedMatch;
import java.util.List;
import java.util.Optional;

/**
 * R09. A dialect that ranks the Prefix of a path before or beside the Exact of the same path, such
 * as Traefik, which ranks by length; kubernetes/ingress-nginx#9405.
 */
public final class ExactNotHonoured implements StateCheck {
  static final String NAME = "exact-not-honoured";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R09",
          NAME,
          "Exact loses to Prefix on the same path",
          Severity.MEDIUM,
          "A path is there as Exact and as Prefix with different answers, and the class's controller"
              + " does not answer its own requests by the Exact one.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope.routes().stream()
        .filter(route -> route.object().kind() == Kind.INGRESS)
        .filter(route -> route.match().pathType() == PathType.EXACT)
        .flatMap(route -> rival(scope, route).map(rival -> found(scope, route, rival)).stream())
        .toList();
  }

  /** The wider route of the same path that answers, or may answer, in its place. */
  private static Optional<RoutedMatch> rival(Scope scope, RoutedMatch route) {
    var explained = scope.tables().explain(route.entry(), route.witness());
    var winner = explained.winner();
    var answering = winner == null ? explained.candidates() : List.of(winner);
    return answering.stream()
        .filter(one -> one.match().pathType() != PathType.EXACT)
        .filter(one -> one.match().path().equals(route.match().path()))
        .filter(one -> one.match().host().equals(route.match().host()))
        .filter(one -> !one.outcome().inWords().equals(route.outcome().inWords()))
        .findFirst();
  }

  private static Found found(Scope scope, RoutedMatch route, RoutedMatch rival) {
    return Found.on(
        DESCRIPTION,
        route,
        "is Exact, and %s ranks the Prefix of the same path in %s no lower: requests get %s"
            .formatted(
                scope.tables().dialectOf(route.entry()),
                rival.object(),
                Wording.outcome(
                    scope.tables().answer(route.entry(), route.witness()),
                    route.object().namespace())),
        "Use different paths, or give the Exact one a priority where the controller has any.");
  }
}
