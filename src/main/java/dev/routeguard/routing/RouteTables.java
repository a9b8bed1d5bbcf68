package dev.routeguard.routing;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.dialect.Dialects;
import dev.routeguard.routing.dialect.Hosts;
import dev.routeguard.routing.from.Entries;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The route tables of an Estate, built as far as they are asked for: a question about one host
 * costs what that host's routes cost, not what the Estate holds. Cheap to make; not safe for
 * several threads.
 */
public final class RouteTables {
  /** First labels of a host that stands for a wildcard or for every host. */
  private static final List<String> LABELS = List.of("any", "any-other", "routeguard-witness");

  private static final String ANY_DOMAIN = ".host.example";

  private final Estate estate;
  private final Translations translations;
  private final Entries entries;
  private final Map<HostOf, HostTable> tables = new HashMap<>();

  /** Every check asks for the routes of the same few objects and hosts. */
  private final Map<ObjectRef, List<RoutedMatch>> written = new HashMap<>();

  private final Map<HostOf, List<RoutedMatch>> listed = new HashMap<>();

  private record HostOf(Entry entry, String host) {}

  private RouteTables(Estate estate) {
    this.estate = estate;
    this.translations = new Translations(estate);
    this.entries = new Entries(translations);
  }

  public static RouteTables of(Estate estate) {
    return new RouteTables(estate);
  }

  public Estate estate() {
    return estate;
  }

  /** Every entry of the Estate: classes, Gateways, load balancers. */
  public Set<Entry> entries() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(entries.all()));
  }

  /** The entries an object's routes stand in (or that a Gateway or load-balancer Service is). */
  public Set<Entry> entriesOf(ObjectRef object) {
    var found = new LinkedHashSet<Entry>();
    estate.find(object).ifPresent(o -> found.addAll(entries.of(o)));
    return Collections.unmodifiableSet(found);
  }

  public Outcome answer(Entry entry, Request request) {
    return explain(entry, request).outcome();
  }

  /** Who answers, and what else was considered. */
  public Explanation explain(Entry entry, Request request) {
    var table = table(entry, request.host());
    return misdirected(entry, request)
        .map(status -> new Explanation(request, status, null, List.of(), status.why()))
        .orElseGet(() -> table.explain(request));
  }

  /**
   * A request that comes in under another server name than its host: where another listener takes
   * that name, 421 or 404 (gateway_types.go, HTTPS listeners and connection coalescing).
   */
  private Optional<Outcome.Status> misdirected(Entry entry, Request request) {
    if (request.sni().isEmpty()) {
      return Optional.empty();
    }
    var met = table(entry, request.sni()).doorOf(request);
    var own = table(entry, request.host()).doorOf(request);
    if (met.equals(own)) {
      return Optional.empty();
    }
    if (met.isEmpty()) {
      return Optional.of(new Outcome.Status(0, "no listener takes the server name"));
    }
    return Optional.of(
        own.isPresent()
            ? new Outcome.Status(421, "another listener takes the host")
            : new Outcome.Status(404, "no listener takes the host"));
  }

  /** What requests for a concrete host can meet on an entry. */
  public HostTable table(Entry entry, String host) {
    return tables.computeIfAbsent(
        new HostOf(entry, host),
        key -> Dialects.of(estate, entry).dialect().table(translations, entry, host));
  }

  /** The routes written in an object, on every entry, in the order of the object. */
  public List<RoutedMatch> routesOf(ObjectRef object) {
    return written.computeIfAbsent(object, this::findRoutesOf);
  }

  private List<RoutedMatch> findRoutesOf(ObjectRef object) {
    var found = new ArrayList<RoutedMatch>();
    for (Entry entry : entriesOf(object)) {
      for (String host : hostsOf(object, entry)) {
        routesOn(entry, host).stream()
            .filter(route -> route.object().equals(object))
            .filter(route -> route.match().host().equals(host))
            .forEach(found::add);
      }
    }
    found.sort(Comparator.comparing(RoutedMatch::fieldPath, FieldPaths.ORDER));
    return List.copyOf(found);
  }

  /**
   * The routes of an entry for one host as written ({@code ""} for every host), best first. A route
   * that answers plain and encrypted requests is there once, as it answers with a backend.
   */
  public List<RoutedMatch> routesOn(Entry entry, String host) {
    return listed.computeIfAbsent(new HostOf(entry, host), of -> list(of.entry(), of.host()));
  }

  private List<RoutedMatch> list(Entry entry, String host) {
    var found = new LinkedHashMap<List<Object>, RoutedMatch>();
    for (RoutedMatch route : table(entry, concrete(entry, host, this)).routes()) {
      var same = List.<Object>of(route.match(), route.object(), route.fieldPath(), port(route));
      found.merge(same, route, RouteTables::moreTelling);
    }
    return List.copyOf(found.values());
  }

  /** Plain and encrypted requests to one route are told apart by port only on a load balancer. */
  private static int port(RoutedMatch route) {
    return route.entry().type() == Entry.Type.LOAD_BALANCER ? route.witness().port() : 0;
  }

  private static RoutedMatch moreTelling(RoutedMatch one, RoutedMatch other) {
    boolean oneForwards = one.outcome() instanceof Outcome.Forward;
    boolean otherForwards = other.outcome() instanceof Outcome.Forward;
    if (oneForwards != otherForwards) {
      return oneForwards ? one : other;
    }
    return Certificates.isOwn(other.outcome()) ? other : one;
  }

  /** The hosts, as written, that an object's routes claim ({@code ""} for every host). */
  public Set<String> hostsOf(ObjectRef object) {
    var found = new LinkedHashSet<String>();
    entriesOf(object).forEach(entry -> found.addAll(hostsOf(object, entry)));
    return Collections.unmodifiableSet(found);
  }

  /** The hosts, as written, at which an object may change an entry. */
  Set<String> hostsOf(ObjectRef object, Entry entry) {
    return estate.find(object).map(o -> entries.hosts(o, entry)).orElse(Set.of());
  }

  /** Hosts beside its own, as written, at which a route object may change an entry. */
  Set<String> reach(ObjectRef object, Entry entry) {
    var found = estate.find(object);
    if (found.isEmpty() || entry.type() == Entry.Type.LOAD_BALANCER) {
      return Set.of();
    }
    var dialect = Dialects.of(estate, entry).dialect();
    var reach = new LinkedHashSet<>(dialect.alsoTouched(translations, entry, found.get()));
    if (dialect.hostsCompete()) {
      hostsOf(object, entry).stream()
          .filter(host -> host.isEmpty() || host.startsWith("*."))
          .forEach(pattern -> reach.addAll(entries.hostsUnder(entry, pattern)));
    }
    return reach;
  }

  /** Every host an entry's routes claim, as written. */
  public Set<String> hostsOf(Entry entry) {
    return entries.hosts(entry);
  }

  /** Whether a route of the entry, or a listener, names the host as written: asks an index. */
  public boolean knows(Entry entry, String host) {
    return entries.knows(entry, host);
  }

  /** Whether a route names a Gateway and a host, a wildcard above it, or none: asks an index. */
  boolean isWritten(Entry gateway, String host) {
    return Hosts.byAnyLabels(host).stream()
        .anyMatch(written -> entries.isWritten(gateway, written));
  }

  /** The objects whose routes stand in an entry. */
  public Set<ObjectRef> membersOf(Entry entry) {
    return entries.members(entry);
  }

  /** Those of {@link #membersOf} that name the entry themselves: an index, nothing is collected. */
  public Set<ObjectRef> indexed(Entry entry) {
    return switch (entry.type()) {
      case INGRESS_CLASS -> estate.refs(new IndexKey.ByClass(Kind.INGRESS, entry.name()));
      case GATEWAY ->
          estate.refs(
              new IndexKey.ByParent(new ObjectRef(Kind.GATEWAY, entry.namespace(), entry.name())));
      case LOAD_BALANCER -> Set.of();
    };
  }

  /** The TLS entries or listeners of an entry that cover a host as written. */
  public List<TlsHost> tls(Entry entry, String host) {
    return entries.tls(entry, host);
  }

  /** The dialect an entry is read in. */
  public String dialectOf(Entry entry) {
    return Dialects.of(estate, entry).dialect().name();
  }

  /** Why that dialect is a stand-in for the entry's own; empty where it is not. */
  public String dialectNote(Entry entry) {
    return Dialects.of(estate, entry).note();
  }

  /** Addresses the entry has published (IP or name), empty where none yet. */
  public Set<String> addressesOf(Entry entry) {
    return entries.addresses(entry);
  }

  /**
   * Ingresses that have a rule for a concrete host and no route in its table: the dialect leaves
   * them out for the sake of another, merges them into another, or serves none of their rules.
   */
  List<ObjectRef> leftOut(Entry entry, String host) {
    if (entry.type() != Entry.Type.INGRESS_CLASS) {
      return List.of();
    }
    var inTable = new HashSet<ObjectRef>();
    table(entry, host).ranked().forEach(route -> inTable.add(route.object()));
    return entries
        .claiming(entry, host)
        .map(KubernetesObject::ref)
        .filter(ref -> !inTable.contains(ref))
        .toList();
  }

  /** The Ingresses of a class that have a rule for a host as written. */
  public List<ObjectRef> claiming(Entry entry, String host) {
    return entry.type() != Entry.Type.INGRESS_CLASS
        ? List.of()
        : entries.claiming(entry, host).map(KubernetesObject::ref).toList();
  }

  /**
   * The border requests of an entry's routes for a host as written, of either of two estates: those
   * that a route just takes and just does not take. What holds for them holds for all others.
   */
  public Set<Request> borderRequests(Entry entry, String host, RouteTables other) {
    var concrete = concrete(entry, host, other);
    var found = new LinkedHashSet<Request>();
    for (Route route : table(entry, concrete).ranked()) {
      found.addAll(Witnesses.borders(route, concrete));
    }
    return found;
  }

  /** The addresses at which an entry answers for a concrete host, as far as published. */
  Set<String> addressesAt(Entry entry, String host, Predicate<ObjectRef> settled) {
    return entries.addressesAt(entry, host, settled);
  }

  /** Entries that may stand behind one of these addresses. */
  List<Entry> behind(Set<String> addresses) {
    return addresses.isEmpty() ? List.of() : entries.behind(addresses);
  }

  /** What could not be translated of an object. */
  public List<Untranslated> notesOn(ObjectRef object) {
    var notes = new LinkedHashSet<Untranslated>();
    for (Entry entry : entriesOf(object)) {
      for (String host : hostsOf(object, entry)) {
        table(entry, concrete(entry, host, this)).notes().stream()
            .filter(note -> note.object().equals(object))
            .forEach(notes::add);
      }
    }
    return List.copyOf(notes);
  }

  /**
   * A host to ask for that stands for one as written: itself, or one below a wildcard that no rule
   * names, here or in the other tables.
   */
  String concrete(Entry entry, String host, RouteTables other) {
    if (entry.type() == Entry.Type.LOAD_BALANCER) {
      return entry.name() + "." + entry.namespace();
    }
    if (!host.isEmpty() && !host.startsWith("*.")) {
      return host;
    }
    var domain = host.isEmpty() ? ANY_DOMAIN : host.substring(1);
    return LABELS.stream()
        .map(label -> label + domain)
        .filter(free -> !entries.knows(entry, free) && !other.entries.knows(entry, free))
        .findFirst()
        .orElse(LABELS.get(0) + LABELS.get(0) + domain);
  }
}
