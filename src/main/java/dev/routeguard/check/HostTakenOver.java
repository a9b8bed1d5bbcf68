package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * X04. A namespace comes to serve a host, or a host below a wildcard, that only other namespaces
 * served on the same entry. Namespaces that serve it already may add paths; a catch-all owns no
 * host; a host that its owner gave up in the same change is free.
 */
public final class HostTakenOver implements ChangeCheck {
  static final String NAME = "host-taken-over";
  private static final String SHARED_HOSTS = "sharedHosts";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X04",
          NAME,
          "Host of another namespace claimed",
          Severity.CRITICAL,
          "A namespace comes to serve a host that only other namespaces served on the same entry.",
          List.of(ParameterSpec.hosts(SHARED_HOSTS, "Hosts that several namespaces may serve.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var shared = HostPatterns.of(parameters.texts(SHARED_HOSTS));
    var found = new ArrayList<Found>();
    for (var ref : situation.touched().stream().sorted().toList()) {
      if (ref.kind() != Kind.INGRESS && !Kind.GATEWAY_ROUTES.contains(ref.kind())) {
        continue;
      }
      var judged = new HashSet<List<Object>>();
      for (var route : situation.after().routesOf(ref)) {
        var host = route.match().host();
        if (!host.isEmpty()
            && !shared.match(host)
            && judged.add(List.of(route.entry(), host))
            && !claimed(situation.before(), ref).contains(host)) {
          taken(situation, route).forEach(found::add);
        }
      }
    }
    return found;
  }

  private static Set<String> claimed(RouteTables tables, ObjectRef ref) {
    return tables.routesOf(ref).stream()
        .map(route -> route.match().host())
        .collect(Collectors.toSet());
  }

  private static List<Found> taken(Situation situation, RoutedMatch route) {
    var host = route.match().host();
    var before = routes(situation.before(), route.entry(), host);
    var namespace = route.object().namespace();
    if (before.stream().anyMatch(old -> old.object().namespace().equals(namespace))) {
      return List.of();
    }
    var after =
        routes(situation.after(), route.entry(), host).stream()
            .map(RoutedMatch::object)
            .collect(Collectors.toSet());
    var owners = new TreeSet<ObjectRef>();
    before.stream()
        .filter(old -> old.outcome().isServed())
        .filter(old -> after.contains(old.object()) || !situation.changes(old.object()))
        .forEach(old -> owners.add(old.object()));
    return owners.isEmpty() ? List.of() : List.of(found(route, owners));
  }

  private static List<RoutedMatch> routes(RouteTables tables, Entry entry, String host) {
    return tables.routesOn(entry, host).stream()
        .filter(route -> !route.match().host().isEmpty())
        .toList();
  }

  private static Found found(RoutedMatch route, Set<ObjectRef> owners) {
    var host = route.match().host();
    var owner = owners.iterator().next();
    return Found.at(
            DESCRIPTION,
            route.object(),
            host,
            route.fieldPath(),
            "%s claims %s, which namespace %s serves (%s%s)"
                .formatted(
                    route.object(),
                    host,
                    owner.namespace(),
                    owner,
                    owners.size() > 1 ? " and %d more".formatted(owners.size() - 1) : ""),
            "Ask the owners in namespace %s, or use a host of your own."
                .formatted(owner.namespace()))
        .shownBy(route.witness());
  }
}
