package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.Scheme;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.Attachments.Attachment;
import dev.routeguard.routing.from.CheckedListeners;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.GatewayRule;
import dev.routeguard.routing.from.Gateways;
import dev.routeguard.routing.from.Gateways.Listener;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gateway API v1 (gateway_types.go, httproute_types.go, grpcroute_types.go): the most specific
 * listener takes the request, then the precedence of the route's matches decides. Implementations
 * differ by their {@link GatewayTraits}.
 */
public final class GatewayApiDialect implements Dialect {
  /** A match of a route on a listener, waiting for its place. */
  private record Candidate(Listener listener, RouteMatch match, GatewayRule rule) {
    Listening listening() {
      return listener.listening().orElseThrow();
    }
  }

  /** The order in which rules are read: the oldest route first. */
  private static final Comparator<Candidate> READ =
      Comparator.comparing((Candidate c) -> c.rule().route(), Gateways.OLDEST_FIRST)
          .thenComparing(c -> c.rule().ruleIndex());

  private static final Comparator<GatewayRule> BY_RULE =
      Comparator.comparing((GatewayRule rule) -> rule.place().tier())
          .thenComparing(rule -> -rule.place().characters())
          .thenComparing(rule -> -rule.place().furtherCharacters())
          .thenComparing(rule -> rule.match().method().isEmpty())
          .thenComparing(rule -> -rule.match().headers().size())
          .thenComparing(rule -> -rule.match().query().size());

  private static final String REFUSED =
      "a host comes in twice at this port, which Envoy refuses: it goes on with what it had before";

  /** Whose listeners of one port make up one table of hosts or server names of Envoy. */
  private static final Set<String> SHARED_PROTOCOLS = Set.of("HTTP", "TLS");

  private final GatewayTraits traits;
  private final Comparator<Candidate> byMatch;
  private final Comparator<Candidate> precedence;

  GatewayApiDialect(GatewayTraits traits) {
    this.traits = traits;
    this.byMatch =
        Comparator.comparing((Candidate c) -> hostRank(c.match().host()))
            .thenComparing(
                Candidate::rule,
                traits.has(GatewayQuirk.METHOD_IS_A_HEADER) ? EnvoyGatewayOrder.BY_MATCH : BY_RULE);
    this.precedence =
        traits.has(GatewayQuirk.RULES_CONFLICT_AS_A_WHOLE)
            ? byMatch.thenComparing(c -> c.rule().ruleIndex()).thenComparing(READ)
            : byMatch.thenComparing(READ);
  }

  @Override
  public String name() {
    return traits.name();
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var estate = translations.estate();
    var checked =
        Gateways.find(entry, estate)
            .filter(gateway -> Gateways.isServed(gateway, estate))
            .map(gateway -> translations.listeners(gateway, traits.firstStreamWins()))
            .orElse(List.of());
    var listeners = open(checked);
    var chosen = chosen(listeners, host);
    var narrowing = traits.narrowing(checked);
    var candidates = new ArrayList<Candidate>();
    var notes = new LinkedHashSet<Untranslated>();
    for (KubernetesObject route : routes(estate, chosen, host)) {
      var attached = translations.attachments(route, chosen, narrowing);
      notes.addAll(translations.routeNotes(route));
      attached.forEach(
          attachment ->
              candidates.addAll(candidates(translations.routeRules(route), attachment, host)));
    }
    contourRules(translations, entry)
        .ifPresent(
            rules ->
                candidates.removeIf(
                    c -> rules.isLeftOut(c.rule(), c.listener(), c.match().host())));
    candidates.sort(precedence);
    if (traits.fallThrough() == GatewayTraits.FallThrough.NEVER) {
      keepMostSpecific(candidates);
    }
    var refused = refusedPorts(translations, listeners, narrowing);
    var routes = ranked(translations, candidates, refused);
    return new HostTable(entry, host, frame(listeners, chosen, host), routes, List.copyOf(notes));
  }

  @Override
  public Set<String> alsoTouched(Translations translations, Entry entry, KubernetesObject route) {
    return contourRules(translations, entry)
        .map(rules -> rules.hostsTogether(rules.hostsOf(route)))
        .orElse(Set.of());
  }

  /** What is left out of a Gateway of Contour; empty for those of others. */
  private Optional<ContourRules> contourRules(Translations translations, Entry entry) {
    if (!traits.has(GatewayQuirk.RULES_CONFLICT_AS_A_WHOLE)) {
      return Optional.empty();
    }
    var estate = translations.estate();
    return Gateways.find(entry, estate)
        .filter(gateway -> Gateways.isServed(gateway, estate))
        .map(
            gateway ->
                translations.once(
                    gateway.ref(), ContourRules.class, () -> rules(translations, gateway)));
  }

  private ContourRules rules(Translations translations, KubernetesObject gateway) {
    var checked = translations.listeners(gateway, traits.firstStreamWins());
    return new ContourRules(translations, open(checked), traits.narrowing(checked), this::asRead);
  }

  /** Of each port only the matches of the most specific host that some route names. */
  private static void keepMostSpecific(List<Candidate> sorted) {
    var hosts = new HashMap<Listening, String>();
    sorted.forEach(c -> hosts.putIfAbsent(c.listening(), c.match().host()));
    sorted.removeIf(c -> !c.match().host().equals(hosts.get(c.listening())));
  }

  private static List<Listener> open(List<Checked> checked) {
    return checked.stream()
        .filter(CheckedListeners.Checked::isOpen)
        .map(CheckedListeners.Checked::listener)
        .toList();
  }

  private HostTable.Frame frame(List<Listener> listeners, List<Listener> chosen, String host) {
    Set<Listening> listenings =
        listeners.stream()
            .flatMap(listener -> listener.listening().stream())
            .collect(Collectors.toSet());
    var doors = new HashMap<Listening, String>();
    for (Listener listener : mostSpecific(chosen, host)) {
      var name = listener.owner().ref() + "/" + listener.name();
      listener.listening().ifPresent(at -> doors.put(at, name));
    }
    var noRoute = new Outcome.Status(404, "no rule matches");
    boolean isOpen = traits.fallThrough() == GatewayTraits.FallThrough.OPEN;
    return new HostTable.Frame(listenings, noRoute, isOpen, doors);
  }

  /** The listeners that take requests for a host. */
  private List<Listener> chosen(List<Listener> listeners, String host) {
    if (!traits.has(GatewayQuirk.LISTENERS_SHARE_HOSTS)) {
      return mostSpecific(listeners, host);
    }
    var chosen = new ArrayList<Listener>();
    var alone = new ArrayList<Listener>();
    for (Listener listener : listeners) {
      boolean isShared =
          SHARED_PROTOCOLS.contains(listener.protocol())
              && RequestMatcher.matchesHost(listener.hostname(), host);
      (isShared ? chosen : alone).add(listener);
    }
    chosen.addAll(mostSpecific(alone, host));
    return List.copyOf(chosen);
  }

  private Set<Integer> refusedPorts(
      Translations translations, List<Listener> listeners, Attachments.Narrowing narrowing) {
    return traits.has(GatewayQuirk.LISTENERS_SHARE_HOSTS)
        ? EnvoyGatewayHosts.refusedPorts(translations, listeners, narrowing)
        : Set.of();
  }

  /** Of the listeners of one port, the one with the most specific hostname that covers the host. */
  private static List<Listener> mostSpecific(List<Listener> listeners, String host) {
    var byPort = new LinkedHashMap<List<Object>, Listener>();
    for (Listener listener : listeners) {
      if (RequestMatcher.matchesHost(listener.hostname(), host)) {
        var port = List.<Object>of(listener.port(), listener.protocol().equals("UDP"));
        byPort.merge(port, listener, GatewayApiDialect::narrower);
      }
    }
    return List.copyOf(byPort.values());
  }

  private static Listener narrower(Listener one, Listener other) {
    return hostRank(one.hostname()) <= hostRank(other.hostname()) ? one : other;
  }

  /**
   * The routes that name an owner of these listeners, and the host, a wildcard above it, or none.
   */
  static Set<KubernetesObject> routes(Estate estate, List<Listener> chosen, String host) {
    var owners = chosen.stream().map(listener -> listener.owner().ref()).distinct().toList();
    var found = new LinkedHashSet<KubernetesObject>();
    for (String written : Hosts.byAnyLabels(host)) {
      owners.forEach(o -> found.addAll(estate.found(new IndexKey.ParentHost(o, written))));
    }
    return found;
  }

  private List<Candidate> candidates(List<GatewayRule> rules, Attachment attachment, String host) {
    var candidates = new ArrayList<Candidate>();
    for (String pattern : attachment.hosts()) {
      if (RequestMatcher.matchesHost(pattern, host)) {
        for (GatewayRule written : rules) {
          var rule = asRead(written);
          var match = match(rule).withHost(pattern);
          candidates.add(new Candidate(attachment.listener(), match, rule));
        }
      }
    }
    return candidates;
  }

  private GatewayRule asRead(GatewayRule rule) {
    boolean isRedirect =
        rule.filters().stream().anyMatch(one -> Tree.text(one, "type").equals("RequestRedirect"));
    return isRedirect && traits.has(GatewayQuirk.REDIRECTS_OF_CONTOUR)
        ? rule.withMatch(rule.match().withoutQuery())
        : rule;
  }

  private RouteMatch match(GatewayRule rule) {
    boolean isByPath =
        traits.has(GatewayQuirk.CALLS_BY_PATH_ALONE)
            && rule.route().ref().kind() == Kind.GRPC_ROUTE;
    return isByPath ? EnvoyGatewayOrder.byPath(rule.match()) : rule.match();
  }

  private List<Route> ranked(
      Translations translations, List<Candidate> candidates, Set<Integer> refusedPorts) {
    var answers = new GatewayAnswers(translations.estate(), traits);
    var routes = new ArrayList<Route>();
    for (int i = 0, rank = 0; i < candidates.size(); i++) {
      var candidate = candidates.get(i);
      rank = i > 0 && isTie(candidates.get(i - 1), candidate) ? rank : i;
      var action = translations.action(candidate.rule(), candidate.listener(), answers::of);
      routes.add(
          new Route(
              candidate.listening(),
              candidate.match(),
              candidate.rule().route().ref(),
              candidate.rule().fieldPath(),
              rank,
              isRefused(candidate, refusedPorts) ? refused(candidate, action) : action));
    }
    return routes;
  }

  private static boolean isRefused(Candidate candidate, Set<Integer> ports) {
    return candidate.listening().scheme() != Scheme.UDP
        && ports.contains(candidate.listening().port());
  }

  private static Action refused(Candidate candidate, Action action) {
    boolean isHttp = candidate.listening().scheme() == Scheme.HTTP;
    var nothing = new Outcome.Status(isHttp ? 404 : 0, "nothing was there before");
    return new Action.MayBeRefused(action, nothing, REFUSED);
  }

  /** Within one object the order written decides, whatever the implementation. */
  private boolean isTie(Candidate one, Candidate other) {
    return traits.tie() == GatewayTraits.Tie.OPEN
        && !one.rule().route().equals(other.rule().route())
        && byMatch.compare(one, other) == 0;
  }

  /** Exact hosts first, then the wildcard with most characters, then none. */
  private static int hostRank(String host) {
    int exact = -100_000;
    return host.isEmpty() ? 0 : host.startsWith("*.") ? -host.length() : exact - host.length();
  }
}
