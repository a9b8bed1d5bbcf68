package dev.routeguard.routing.dialect;

import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.dialect.RuleTable.Door;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Skipper as of 0.27 (dataclients/kubernetes/ingressv1.go, docs/kubernetes/ingress-usage.md, the
 * reference's "Route matching"). Exact and Prefix paths stand in a tree that is asked first, the
 * more specific path first; ImplementationSpecific is an expression ({@code ^(/path)}) beside it.
 * Of routes at one place the one with more conditions wins, and of equals nobody says which. Paths
 * of a rule that are written alike share the requests by {@code backend-weights}. No endpoint or
 * port is 502, a missing Service removes the route. A host with rules answers 404 by itself and
 * never goes on to the default backend.
 */
public final class SkipperDialect implements Dialect {
  static final String NAME = "skipper";

  private static final String PREFIX = "zalando.org/";

  private static final IngressReading.Facts FACTS = IngressReading.Facts.of(NAME, 502, 502);

  /** A route of the tree, by how specific its path is, or one of those beside it. */
  private static final Comparator<Route> ORDER =
      Comparator.comparing((Route route) -> !route.inTree())
          .thenComparing(route -> route.inTree() ? route.length() : 0, Comparator.reverseOrder())
          .thenComparing(route -> route.match().pathType() == PathType.EXACT ? 0 : 1)
          .thenComparing(Route::conditions, Comparator.reverseOrder());

  /**
   * A route as Skipper weighs it.
   *
   * @param conditions number of conditions beside a path in the tree
   */
  private record Route(Candidate candidate, int conditions) {
    RouteMatch match() {
      return candidate.match();
    }

    boolean inTree() {
      var type = match().pathType();
      return (type == PathType.EXACT || type == PathType.PREFIX) && candidate.rule().pathWritten();
    }

    int length() {
      return match().path().replaceAll("(?<=.)/+$", "").length();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean hostsCompete() {
    return true;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = new IngressReading(translations, entry, FACTS);
    var routes = new ArrayList<Route>();
    var rules = new ArrayList<IngressRule>();
    for (String written : Hosts.byOneLabel(host)) {
      var own = reading.rulesOf(written);
      rules.addAll(own);
      groups(own).forEach(group -> add(reading, group, host, routes));
      own.forEach(rule -> addExtras(rule, routes));
      boolean open = own.stream().anyMatch(SkipperDialect::takesAll);
      if (!own.isEmpty() && !written.isEmpty() && !open) {
        routes.add(catchAll(own.get(0)));
      }
    }
    for (IngressRule rule : reading.defaults()) {
      rules.add(rule);
      add(reading, List.of(rule), host, routes);
    }
    var notes = new ArrayList<>(reading.notes(RuleTable.objects(rules)));
    rules.forEach(rule -> noteOn(rule, notes));
    var conditions = new HashMap<Candidate, Route>();
    routes.forEach(route -> conditions.put(route.candidate(), route));
    var order = Comparator.comparing((Candidate c) -> conditions.get(c), ORDER);
    return reading.table(
        host, RuleTable.ranked(routes.stream().map(Route::candidate).toList(), order), notes);
  }

  /** Paths written alike in one rule: they share the requests. */
  private static List<List<IngressRule>> groups(List<IngressRule> rules) {
    var same = new LinkedHashMap<List<Object>, List<IngressRule>>();
    for (IngressRule rule : rules) {
      var at = rule.fieldPath().substring(0, rule.fieldPath().indexOf(']'));
      var key = List.<Object>of(rule.ingress().ref(), at, rule.pathType(), rule.path());
      same.computeIfAbsent(key, k -> new ArrayList<>()).add(rule);
    }
    return List.copyOf(same.values());
  }

  private static void add(
      IngressReading reading, List<IngressRule> group, String host, List<Route> routes) {
    var known =
        group.stream()
            .filter(rule -> !rule.resourceBackend())
            .filter(r -> reading.share(r).readiness() != Share.Readiness.SERVICE_MISSING)
            .toList();
    var predicates = SkipperPredicates.of(group.get(0));
    if (known.isEmpty() || predicates.never()) {
      return;
    }
    var rule = known.get(0);
    var forward = new Outcome.Forward(shares(reading, known), reading.attributes(rule));
    var action = SkipperPredicates.redirect(rule).orElse(new Action.Always(forward));
    var match = predicates.narrowed(match(rule));
    var certificate = IngressReading.certificate(List.of(rule.ingress()), host);
    int conditions = predicates.weight() + (match.host().isEmpty() ? 0 : 1);
    conditions += match.pathType() == PathType.REGEX ? 1 : 0;
    // All but one of several backends carry a condition of their own.
    conditions += known.size() > 1 ? 1 : 0;
    routes.add(new Route(Candidate.of(rule, match, action, certificate), conditions));
    SkipperPredicates.toTls(rule)
        .ifPresent(
            toTls -> {
              var plain = SkipperPredicates.forwardedAsPlain(match);
              var door = new Door(Listening.HTTP, toTls);
              routes.add(new Route(new Candidate(rule, plain, List.of(door)), 2));
            });
  }

  private static void addExtras(IngressRule rule, List<Route> routes) {
    for (SkipperRoutes.Extra extra : SkipperRoutes.of(rule, match(rule))) {
      int conditions = extra.conditions() + (rule.host().isEmpty() ? 0 : 1);
      var type = extra.match().pathType();
      boolean ownRegex = type == PathType.REGEX && match(rule).pathType() == PathType.REGEX;
      conditions += ownRegex ? 1 : 0;
      routes.add(new Route(Candidate.of(rule, extra.match(), extra.action(), ""), conditions));
    }
  }

  private static List<Share> shares(IngressReading reading, List<IngressRule> group) {
    var weights = SkipperPredicates.weights(group.get(0));
    double total = group.stream().mapToDouble(r -> weight(weights, r)).sum();
    var shares = new ArrayList<Share>();
    for (IngressRule rule : group) {
      double percent = total > 0 ? 100 * weight(weights, rule) / total : 100.0 / group.size();
      shares.add(reading.share(rule.backend(), percent));
    }
    return shares;
  }

  private static double weight(Map<String, Double> weights, IngressRule rule) {
    return weights.getOrDefault(rule.backend().service(), 0.0);
  }

  /** Whether a path takes all requests of its host. */
  private static boolean takesAll(IngressRule rule) {
    return rule.path().equals("/") && !rule.isExact() && SkipperPredicates.of(rule).weight() == 0;
  }

  /** {@code kube___catchall__host}: what no path of a host takes is 404. */
  private static Route catchAll(IngressRule rule) {
    var match = RouteMatch.ofPath(rule.host(), ".*", PathType.REGEX);
    var action = new Action.Always(new Outcome.Status(404, "no path of the host matches"));
    return new Route(Candidate.of(rule, match, action, ""), 1);
  }

  private static RouteMatch match(IngressRule rule) {
    if (!rule.pathWritten()) {
      return RouteMatch.ofPath(rule.host(), "/", PathType.PREFIX);
    }
    if (rule.isExact()) {
      return RouteMatch.ofPath(rule.host(), rule.path(), PathType.EXACT);
    }
    if (rule.isPrefix()) {
      return RouteMatch.ofPath(rule.host(), rule.path(), PathType.PREFIX);
    }
    var mode = IngressReading.annotation(rule.ingress(), PREFIX + "skipper-ingress-path-mode");
    return switch (mode) {
      case "path-prefix" -> RouteMatch.ofPath(rule.host(), rule.path(), PathType.PREFIX);
      case "path-regexp" ->
          RouteMatch.ofPath(rule.host(), ".*(?:" + rule.path() + ").*", PathType.REGEX);
      default -> RouteMatch.ofPath(rule.host(), "(?:" + rule.path() + ").*", PathType.REGEX);
    };
  }

  private static void noteOn(IngressRule rule, List<Untranslated> notes) {
    var match = match(rule);
    if (match.pathType() == PathType.REGEX
        && RequestMatcher.compile(match.path(), false).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
    if (!SkipperRoutes.isRead(rule)) {
      var why = "a route of it is not modelled";
      notes.add(IngressAttributes.note(rule.ingress(), SkipperRoutes.KEY, why));
    }
    if (!SkipperPredicates.of(rule).path().isEmpty()) {
      var why = "a condition on the path beside the rule's own is not modelled";
      notes.add(IngressAttributes.note(rule.ingress(), PREFIX + "skipper-predicate", why));
    }
    for (String predicate : SkipperPredicates.of(rule).unknown()) {
      var why = "the condition " + predicate + " is not modelled";
      notes.add(IngressAttributes.note(rule.ingress(), PREFIX + "skipper-predicate", why));
    }
  }
}
