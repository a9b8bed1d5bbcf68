package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** R14. A match for every host on an entry that had none. */
public final class CatchAllAdded implements ChangeCheck {
  static final String NAME = "catch-all-added";

  /** Routes of connections have no host to leave out. */
  private static final Set<Kind> KINDS = Set.of(Kind.INGRESS, Kind.HTTP_ROUTE, Kind.GRPC_ROUTE);

  private static final String ALLOWED = "allowedNamespaces";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R14",
          NAME,
          "Catch-all introduced",
          Severity.HIGH,
          "The change adds a match for every host on an entry that serves hosts and did not have one: it answers whatever nobody else does.",
          List.of(
              ParameterSpec.texts(
                  ALLOWED,
                  List.of(),
                  "Namespaces that may answer for every host, such as the platform's.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var allowed = Set.copyOf(parameters.texts(ALLOWED));
    var found = new ArrayList<Found>();
    for (ObjectRef ref : new TreeSet<>(situation.touched())) {
      if (!KINDS.contains(ref.kind()) || allowed.contains(ref.namespace())) {
        continue;
      }
      situation.after().routesOf(ref).stream()
          .filter(route -> route.entry().type() != Entry.Type.LOAD_BALANCER)
          .filter(route -> route.match().host().isEmpty() && isAll(route))
          .filter(route -> isNew(situation, route.entry()))
          .findFirst()
          .ifPresent(route -> found.add(found(route)));
    }
    return found;
  }

  private static boolean isAll(RoutedMatch route) {
    return route.match().method().isEmpty()
        && route.match().headers().isEmpty()
        && route.match().query().isEmpty();
  }

  /** An entry that serves nobody yet is being set up. */
  private static boolean isNew(Situation situation, Entry entry) {
    return !situation.before().hostsOf(entry).isEmpty()
        && situation.before().routesOn(entry, "").isEmpty();
  }

  private static Found found(RoutedMatch route) {
    return Found.at(
            DESCRIPTION,
            route.object(),
            "every host on " + route.entry(),
            route.fieldPath(),
            "%s answers %s for every host on %s that nobody else takes"
                .formatted(route.object(), route.match().path(), route.entry()),
            "Name the host, or keep catch-alls in the platform's namespace.")
        .shownBy(route.witness());
  }
}
