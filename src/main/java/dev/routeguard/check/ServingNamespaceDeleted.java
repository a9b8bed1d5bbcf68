package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * C08. A Namespace goes and takes along what answers requests: routes, Gateways and load balancers
 * in it, and Services, certificates and grants in it that others use.
 */
public final class ServingNamespaceDeleted implements ChangeCheck {
  static final String NAME = "serving-namespace-deleted";

  /** How many are counted; beyond it "at least" is said. */
  private static final int COUNTED = 50;

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C08",
          NAME,
          "Namespace with served hosts deleted",
          Severity.CRITICAL,
          "A Namespace is deleted that holds routes, load balancers, backends, certificates or"
              + " grants of requests that are answered now.",
          List.of(DeletionApproval.parameter()));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var approval = DeletionApproval.of(parameters);
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.NAMESPACE && change.after() == null)
        .filter(change -> !approval.covers(change.ref(), situation))
        .flatMap(change -> found(situation, change.ref(), approval).stream())
        .toList();
  }

  private static Optional<Found> found(
      Situation situation, ObjectRef namespace, DeletionApproval approval) {
    var before = situation.before();
    var served =
        Stream.concat(
                inside(before.estate(), namespace.name()), users(before.estate(), namespace.name()))
            .distinct()
            .filter(ref -> situation.after().estate().find(ref).isPresent())
            .flatMap(ref -> served(before, ref).stream())
            .limit(COUNTED)
            .toList();
    return served.isEmpty() ? Optional.empty() : Optional.of(found(namespace, served, approval));
  }

  private static Stream<ObjectRef> inside(Estate estate, String namespace) {
    var kinds = new ArrayList<>(Kind.GATEWAY_ROUTES);
    kinds.add(Kind.INGRESS);
    var routes =
        kinds.stream()
            .flatMap(kind -> estate.refs(new IndexKey.InNamespace(kind, namespace)).stream());
    var balancers =
        estate.found(new IndexKey.InNamespace(Kind.SERVICE, namespace)).stream()
            .filter(ServiceEndpoints::isLoadBalancer)
            .map(service -> service.ref());
    var attached =
        Stream.of(Kind.GATEWAY, Kind.LISTENER_SET)
            .flatMap(kind -> estate.refs(new IndexKey.InNamespace(kind, namespace)).stream())
            .flatMap(parent -> estate.refs(new IndexKey.ByParent(parent)).stream())
            .filter(ref -> Kind.GATEWAY_ROUTES.contains(ref.kind()));
    return Stream.concat(Stream.concat(routes.sorted(), balancers.sorted()), attached.sorted());
  }

  /** Routes of other namespaces whose backends or certificates are in it. */
  private static Stream<ObjectRef> users(Estate estate, String namespace) {
    var backends = estate.refs(new IndexKey.BackendNamespace(namespace)).stream();
    var certificates =
        estate.refs(new IndexKey.InNamespace(Kind.SECRET, namespace)).stream()
            .flatMap(secret -> estate.refs(new IndexKey.Reads(secret)).stream())
            .flatMap(reader -> estate.refs(new IndexKey.ByParent(reader)).stream())
            .filter(ref -> Kind.GATEWAY_ROUTES.contains(ref.kind()));
    return Stream.concat(backends.sorted(), certificates.sorted());
  }

  private static Optional<RoutedMatch> served(RouteTables tables, ObjectRef route) {
    return tables.routesOf(route).stream().filter(one -> one.outcome().isServed()).findFirst();
  }

  private static Found found(
      ObjectRef namespace, List<RoutedMatch> served, DeletionApproval approval) {
    var first = served.get(0);
    return Found.at(
            DESCRIPTION,
            namespace,
            "deletion",
            "",
            "requests are answered through %s: %s%s in it or leading there, such as %s for %s"
                .formatted(
                    namespace,
                    served.size() == COUNTED ? "at least " : "",
                    InWords.count(served.size(), "route object"),
                    first.object(),
                    Wording.place(first)),
            "Move or remove the routes first; if it is meant, run: " + approval.command(namespace))
        .shownBy(first.witness());
  }
}
