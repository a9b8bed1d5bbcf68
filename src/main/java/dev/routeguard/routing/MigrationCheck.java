package dev.routeguard.routing;

import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.dialect.Hosts;
import dev.routeguard.routing.from.Endpoints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the Gateways of an Estate answer as its Ingresses do: every border request of both is
 * asked of both.
 *
 * @param asked how many requests were asked
 * @param deviations the requests that are answered differently
 * @param notes what could not be translated on either side, so is not known to be equal
 */
public record MigrationCheck(int asked, List<Deviation> deviations, List<Untranslated> notes) {
  private static final Set<Integer> NOBODY = Set.of(0, 404);

  /**
   * One request that Ingresses and Gateways answer differently.
   *
   * @param ingress the answer of the Ingresses
   * @param gateway the answer of the Gateways
   */
  public record Deviation(
      Request request, Explanation ingress, Explanation gateway, List<Difference> differences) {
    public Deviation {
      differences = List.copyOf(differences);
    }
  }

  public MigrationCheck {
    deviations = List.copyOf(deviations);
    notes = List.copyOf(notes);
  }

  /** Asks both sides of an Estate that holds the Ingresses and the Gateways. */
  public static MigrationCheck of(RouteTables tables) {
    return new Asking(tables, null).check();
  }

  /** As {@link #of(RouteTables)}, of these hosts as written alone, and without notes. */
  public static MigrationCheck of(RouteTables tables, Set<String> hosts) {
    return new Asking(tables, hosts).check();
  }

  /** Those of some requests for these hosts as written that the two sides answer differently. */
  public static List<Deviation> among(
      Collection<Request> requests, RouteTables tables, Set<String> hosts) {
    return new Asking(tables, hosts).deviations(requests);
  }

  /** Whether every request is known to be answered alike. */
  public boolean isEqual() {
    return deviations.isEmpty() && notes.isEmpty();
  }

  private record Asking(RouteTables tables, @Nullable Set<String> only) {
    MigrationCheck check() {
      var ingress = entries(Entry.Type.INGRESS_CLASS);
      var gateways = entries(Entry.Type.GATEWAY);
      var all = new ArrayList<>(ingress);
      all.addAll(gateways);
      var requests = requests(all);
      return new MigrationCheck(
          requests.size(),
          deviations(requests, ingress, gateways),
          only == null ? notes(all) : List.of());
    }

    List<Deviation> deviations(Collection<Request> requests) {
      return deviations(requests, entries(Entry.Type.INGRESS_CLASS), entries(Entry.Type.GATEWAY));
    }

    private List<Deviation> deviations(
        Collection<Request> requests, List<Entry> ingress, List<Entry> gateways) {
      return requests.stream()
          .flatMap(
              request ->
                  deviation(request, side(ingress, request), side(gateways, request)).stream())
          .toList();
    }

    private List<Entry> entries(Entry.Type type) {
      return only == null ? all(type) : claiming(type, only);
    }

    /** The Gateways with a route, the classes with an Ingress that may take one of the hosts. */
    private List<Entry> claiming(Entry.Type type, Set<String> hosts) {
      var estate = tables.estate();
      if (type == Entry.Type.GATEWAY) {
        return estate.all(Kind.GATEWAY).stream()
            .map(gateway -> gateway.ref())
            .sorted()
            .map(ref -> Entry.ofGateway(ref.namespace(), ref.name()))
            .filter(entry -> hosts.stream().anyMatch(host -> tables.isWritten(entry, host)))
            .toList();
      }
      return hosts.stream()
          .flatMap(host -> Hosts.byAnyLabels(host).stream())
          .flatMap(host -> estate.refs(new IndexKey.ClaimedHost(host)).stream())
          .flatMap(ingress -> tables.entriesOf(ingress).stream())
          .distinct()
          .sorted(Comparator.comparing(Entry::toString))
          .toList();
    }

    private List<Entry> all(Entry.Type type) {
      return tables.entries().stream().filter(entry -> entry.type() == type).toList();
    }

    private Set<Request> requests(List<Entry> entries) {
      var hosts = new TreeSet<>(only == null ? Set.of() : only);
      if (only == null) {
        entries.forEach(entry -> hosts.addAll(tables.hostsOf(entry)));
      }
      var requests = new LinkedHashSet<Request>();
      for (String host : hosts) {
        entries.forEach(entry -> requests.addAll(tables.borderRequests(entry, host, tables)));
      }
      return requests;
    }

    /** The answer of one side; where several of its entries answer differently, it is open. */
    private Explanation side(List<Entry> entries, Request request) {
      var explanations =
          entries.stream()
              .map(entry -> tables.explain(entry, request))
              .filter(explanation -> !explanation.candidates().isEmpty())
              .toList();
      if (explanations.isEmpty()) {
        var nobody = nobody(entries, request);
        return new Explanation(request, nobody, null, List.of(), nobody.why());
      }
      var outcomes = new ArrayList<Outcome>();
      for (Explanation explanation : explanations) {
        if (outcomes.stream().noneMatch(known -> Answers.same(known, explanation.outcome()))) {
          outcomes.add(explanation.outcome());
        }
      }
      if (outcomes.size() == 1) {
        return explanations.get(0);
      }
      var open = new Outcome.Undefined(outcomes, "several entries answer differently");
      return new Explanation(request, open, null, explanations.get(0).candidates(), open.why());
    }

    private Outcome.Status nobody(List<Entry> entries, Request request) {
      return entries.stream()
          .map(entry -> tables.answer(entry, request))
          .filter(outcome -> outcome instanceof Outcome.Status status && status.code() != 0)
          .map(Outcome.Status.class::cast)
          .findFirst()
          .orElse(new Outcome.Status(0, "nothing listens there"));
    }

    private Optional<Deviation> deviation(Request request, Explanation one, Explanation other) {
      var first = normal(one.outcome());
      var second = normal(other.outcome());
      if (isNobody(first) && isNobody(second) || isByDefaultCertificate(first, second)) {
        return Optional.empty();
      }
      var differences = Difference.between(first, second);
      return differences.isEmpty()
          ? Optional.empty()
          : Optional.of(new Deviation(request, one, other, differences));
    }

    private static boolean isNobody(Outcome outcome) {
      return outcome instanceof Outcome.Status status && NOBODY.contains(status.code());
    }

    /**
     * An Ingress controller listens for HTTPS whatever the Ingress says; with a certificate that no
     * client trusts, nobody relies on it.
     */
    private static boolean isByDefaultCertificate(Outcome ingress, Outcome gateway) {
      return ingress instanceof Outcome.Forward forward
          && Certificates.DEFAULT.equals(forward.attributes().get(Certificates.ATTRIBUTE))
          && isNobody(gateway);
    }

    /** With port numbers for port names, as the two sides may write either. */
    private Outcome normal(Outcome outcome) {
      if (!(outcome instanceof Outcome.Forward forward)) {
        return outcome;
      }
      var shares =
          forward.shares().stream()
              .map(
                  share ->
                      new Share(
                          numbered(share.backend()),
                          share.percent(),
                          share.readiness(),
                          share.readyEndpoints(),
                          share.status()))
              .toList();
      return new Outcome.Forward(shares, forward.attributes());
    }

    private Backend numbered(Backend backend) {
      return tables
          .estate()
          .service(backend.namespace(), backend.service())
          .flatMap(service -> number(service, backend.port()))
          .map(port -> new Backend(backend.namespace(), backend.service(), port))
          .orElse(backend);
    }

    private static Optional<String> number(KubernetesObject service, String port) {
      return Endpoints.port(service, port)
          .map(found -> Long.toString(Tree.number(found, "port", 0)));
    }

    private List<Untranslated> notes(List<Entry> entries) {
      return entries.stream()
          .flatMap(entry -> tables.membersOf(entry).stream())
          .distinct()
          .flatMap(object -> tables.notesOn(object).stream())
          .distinct()
          .toList();
    }
  }
}
