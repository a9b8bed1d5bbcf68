package dev.routeguard.check;

import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.MigrationCheck;
import dev.routeguard.routing.MigrationCheck.Deviation;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * D08. A host that Ingresses serve gets HTTPRoutes as well, and the two answer differently: whoever
 * moves DNS then loses what the routes forgot. Ingress NGINX Retirement, kubernetes.io/blog of
 * February 2026. What was different before the change is old.
 */
public final class MigrationNotEquivalent implements ChangeCheck {
  static final String NAME = "migration-not-equivalent";
  private static final String IGNORE = "ignore";

  /** What decides where a request ends; timeouts and the like are left to other checks. */
  private static final Set<String> MEANT =
      Set.of(
          "answer",
          "backends",
          RouteAttribute.REWRITE_PATH.key(),
          RouteAttribute.REWRITE_HOST.key());

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D08",
          NAME,
          "Migrated routes differ",
          Severity.HIGH,
          "A host is served by Ingresses and by a Gateway API route that the change adds or edits,"
              + " and a request has another destination, redirect or rewrite in the two.",
          List.of(ParameterSpec.hosts(IGNORE, "Hosts that are not compared.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var ignored = HostPatterns.of(parameters.texts(IGNORE));
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      if (isMeant(change.ref().kind()) && change.after() != null) {
        for (var host : shared(situation.after(), change.ref())) {
          if (!ignored.match(host)) {
            found.addAll(compare(situation, change.ref(), host));
          }
        }
      }
    }
    return found;
  }

  private static boolean isMeant(Kind kind) {
    return kind == Kind.HTTP_ROUTE || kind == Kind.GRPC_ROUTE;
  }

  /** The hosts of a route that some Ingress serves. */
  private static Set<String> shared(RouteTables tables, ObjectRef route) {
    return tables.hostsOf(route).stream()
        .filter(host -> !host.isEmpty() && isServedByIngresses(tables, host))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isServedByIngresses(RouteTables tables, String host) {
    return tables.estate().refs(new IndexKey.ClaimedHost(host)).stream()
        .flatMap(ingress -> tables.entriesOf(ingress).stream())
        .distinct()
        .anyMatch(entry -> isServed(tables, entry, host));
  }

  private static boolean isServed(RouteTables tables, Entry entry, String host) {
    return tables.routesOn(entry, host).stream()
        .anyMatch(route -> route.match().host().equals(host) && route.outcome().isServed());
  }

  private static List<Found> compare(Situation situation, ObjectRef route, String host) {
    var hosts = Set.of(host);
    var now = meant(MigrationCheck.of(situation.after(), hosts).deviations());
    var requests = now.stream().map(Deviation::request).toList();
    var old =
        situation.before().hostsOf(route).contains(host)
            ? meant(MigrationCheck.among(requests, situation.before(), hosts)).stream()
                .map(Deviation::request)
                .collect(Collectors.toSet())
            : Set.<Request>of();
    var added = now.stream().filter(deviation -> !old.contains(deviation.request())).toList();
    return added.isEmpty() ? List.of() : List.of(found(route, host, added));
  }

  /** What the Ingresses answer and the Gateways answer otherwise; more is no harm. */
  private static List<Deviation> meant(List<Deviation> deviations) {
    return deviations.stream()
        .filter(deviation -> deviation.ingress().outcome().isServed())
        .filter(
            deviation ->
                deviation.differences().stream()
                    .anyMatch(difference -> MEANT.contains(difference.what())))
        .toList();
  }

  private static Found found(ObjectRef route, String host, List<Deviation> deviations) {
    var first = deviations.get(0);
    var difference =
        first.differences().stream()
            .filter(one -> MEANT.contains(one.what()))
            .findFirst()
            .orElseThrow();
    var winner = first.gateway().winner();
    return Found.at(
            DESCRIPTION,
            route,
            host,
            winner == null || !winner.object().equals(route) ? "spec" : winner.fieldPath(),
            "%s is served by Ingresses too, and they answer differently: %s gets %s from them and %s here%s"
                .formatted(
                    host,
                    first.request(),
                    difference.one(),
                    difference.other(),
                    deviations.size() > 1
                        ? " (and %s)"
                            .formatted(InWords.count(deviations.size() - 1, "request") + " more")
                        : ""),
            "Add what is missing; routeguard migrate-check lists every difference.")
        .shownBy(Objects.requireNonNull(first.request()));
  }
}
