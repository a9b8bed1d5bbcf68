package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.Attachments.Attachment;
import dev.routeguard.routing.from.Gateways;
import dev.routeguard.routing.from.Gateways.Listener;
import dev.routeguard.routing.from.Grants;
import dev.routeguard.routing.from.HttpRoutes;
import dev.routeguard.routing.from.IngressClasses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gateway API v1 (gateway_types.go, httproute_types.go): the most specific listener takes the
 * request, then the precedence of {@code HTTPRouteRule.matches} decides.
 */
public final class GatewayApiDialect implements Dialect {
  static final String NAME = "gateway-api";

  /** A match of a route on a host, waiting for its place. */
  private record Candidate(Listening listening, RouteMatch match, HttpRoutes.Rule rule) {}

  private static final Comparator<Candidate> PRECEDENCE =
      Comparator.comparing((Candidate c) -> hostRank(c.match().host()))
          .thenComparing(c -> pathRank(c.match()))
          .thenComparing(c -> -c.match().path().length())
          .thenComparing(c -> c.match().method().isEmpty())
          .thenComparing(c -> -c.match().headers().size())
          .thenComparing(c -> -c.match().query().size())
          .thenComparing(c -> c.rule().route(), IngressClasses.OLDEST_FIRST)
          .thenComparing(c -> c.rule().ruleIndex());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Estate estate, Entry entry, String host) {
    var listeners =
        Gateways.find(entry, estate)
            .filter(gateway -> Gateways.isServed(gateway, estate))
            .map(gateway -> usable(estate, gateway))
            .orElse(List.of());
    var chosen = mostSpecific(listeners, host);
    var attachments = new Attachments(estate);
    var candidates = new ArrayList<Candidate>();
    var notes = new ArrayList<Untranslated>();
    for (KubernetesObject route : routes(estate, entry, host)) {
      notes.addAll(HttpRoutes.notes(route));
      for (Attachment attachment : attachments.of(route, chosen)) {
        candidates.addAll(candidates(route, attachment, host));
      }
    }
    candidates.sort(PRECEDENCE);
    return new HostTable(entry, host, frame(listeners), ranked(estate, candidates, chosen), notes);
  }

  /** Distinct listeners whose certificates they may refer to. */
  private static List<Listener> usable(Estate estate, KubernetesObject gateway) {
    return Gateways.distinct(Gateways.listeners(gateway)).stream()
        .filter(
            listener ->
                listener.certificates().stream()
                    .allMatch(
                        secret ->
                            Grants.allow(
                                estate,
                                gateway.ref(),
                                "",
                                "Secret",
                                secret.namespace(),
                                secret.name())))
        .toList();
  }

  private static HostTable.Frame frame(List<Listener> listeners) {
    Set<Listening> listenings =
        listeners.stream()
            .flatMap(listener -> listener.listening().stream())
            .collect(Collectors.toSet());
    return new HostTable.Frame(listenings, new Outcome.Status(404, "no rule matches"), true);
  }

  /** Of the listeners of one port, the one with the most specific hostname that covers the host. */
  private static List<Listener> mostSpecific(List<Listener> listeners, String host) {
    var byListening = new LinkedHashMap<Listening, Listener>();
    for (Listener listener : listeners) {
      if (RequestMatcher.matchesHost(listener.hostname(), host)) {
        listener
            .listening()
            .ifPresent(at -> byListening.merge(at, listener, GatewayApiDialect::narrower));
      }
    }
    return List.copyOf(byListening.values());
  }

  private static Listener narrower(Listener one, Listener other) {
    return hostRank(one.hostname()) <= hostRank(other.hostname()) ? one : other;
  }

  /** The routes of a Gateway that name the host, a wildcard above it, or no host. */
  private static Set<KubernetesObject> routes(Estate estate, Entry entry, String host) {
    var found = new LinkedHashSet<KubernetesObject>();
    for (String written : patterns(host)) {
      found.addAll(
          estate.found(new IndexKey.GatewayHost(entry.namespace(), entry.name(), written)));
    }
    return found;
  }

  private static List<String> patterns(String host) {
    var patterns = new ArrayList<String>();
    patterns.add(host);
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      patterns.add("*" + host.substring(dot));
    }
    patterns.add("");
    return patterns;
  }

  private static List<Candidate> candidates(
      KubernetesObject route, Attachment attachment, String host) {
    var candidates = new ArrayList<Candidate>();
    var listening = attachment.listener().listening().orElseThrow();
    for (String pattern : attachment.hosts()) {
      if (RequestMatcher.matchesHost(pattern, host)) {
        for (HttpRoutes.Rule rule : HttpRoutes.rules(route)) {
          candidates.add(new Candidate(listening, rule.match().withHost(pattern), rule));
        }
      }
    }
    return candidates;
  }

  private static List<Route> ranked(
      Estate estate, List<Candidate> candidates, List<Listener> listeners) {
    var answers = new GatewayAnswers(estate);
    var certificates = certificates(listeners);
    var routes = new ArrayList<Route>();
    for (int i = 0; i < candidates.size(); i++) {
      var candidate = candidates.get(i);
      var certificate = certificates.getOrDefault(candidate.listening(), "");
      Action action = answers.of(candidate.rule());
      routes.add(
          new Route(
              candidate.listening(),
              candidate.match(),
              candidate.rule().route().ref(),
              candidate.rule().fieldPath(),
              i,
              certificate.isEmpty() ? action : IngressReading.overTls(action, certificate)));
    }
    return routes;
  }

  private static Map<Listening, String> certificates(List<Listener> listeners) {
    var certificates = new LinkedHashMap<Listening, String>();
    for (Listener listener : listeners) {
      var names = listener.certificates().stream().map(Object::toString).sorted().toList();
      listener.listening().ifPresent(at -> certificates.put(at, String.join(",", names)));
    }
    return certificates;
  }

  /** Exact hosts first, then the wildcard with most characters, then none. */
  private static int hostRank(String host) {
    int exact = -100_000;
    return host.isEmpty() ? 0 : host.startsWith("*.") ? -host.length() : exact - host.length();
  }

  /** Exact before Prefix; where expressions stand is left to the implementation: before Prefix. */
  private static int pathRank(RouteMatch match) {
    return match.pathType() == PathType.EXACT ? 0 : match.pathType() == PathType.REGEX ? 1 : 2;
  }
}
