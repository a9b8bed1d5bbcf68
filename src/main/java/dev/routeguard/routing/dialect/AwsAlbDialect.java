package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.IngressGroup;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.dialect.RuleTable.Door;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * AWS Load Balancer Controller as of 3.5 (model_build_listener_rules.go, docs/guide/ingress/spec.md
 * and annotations.md). The Ingresses of a group make one list of rules: by {@code group.order},
 * then namespace and name; within an Ingress rules as written, and of each its Exact paths, its
 * Prefix paths by length, its ImplementationSpecific paths as written, which are globs. The first
 * that matches wins, whatever its host. {@code *} in a host stands for any characters. No target
 * and no Service both are 503. Ingresses outside of one group stand on different load balancers.
 */
public final class AwsAlbDialect implements Dialect {
  static final String NAME = "aws-alb";
  static final String PREFIX = "alb.ingress.kubernetes.io/";

  private static final IngressReading.Facts FACTS = IngressReading.Facts.of(NAME, 503, 503);

  private static final Comparator<KubernetesObject> BY_GROUP_ORDER =
      Comparator.comparing(AwsAlbDialect::groupOrder)
          .thenComparing(i -> i.ref().namespace() + "/" + i.ref().name());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean hostsCompete() {
    return true;
  }

  @Override
  public Set<String> alsoTouched(Translations translations, Entry entry, KubernetesObject ingress) {
    var hosts = new HashSet<String>();
    members(translations.estate(), ingress)
        .forEach(member -> hosts.addAll(Ingresses.hosts(member)));
    return hosts;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = new IngressReading(translations, entry, FACTS);
    var served = served(reading, host);
    var notes = new ArrayList<>(reading.notes(served));
    notes.addAll(LoadBalancers.notes(served, AwsAlbDialect::group));
    boolean redirects = served.stream().anyMatch(i -> redirectsToTls(members(reading.estate(), i)));
    var candidates = new ArrayList<Candidate>();
    var places = new HashMap<Candidate, Integer>();
    for (IngressRule rule : rules(reading, served, host)) {
      for (Candidate candidate : candidates(reading, rule, host, redirects, notes)) {
        places.putIfAbsent(candidate, places.size());
        candidates.add(candidate);
      }
    }
    var inPlace = Comparator.comparing((Candidate c) -> places.getOrDefault(c, 0));
    var order = LoadBalancers.order(served, AwsAlbDialect::group, inPlace);
    return reading.table(host, listenings(served), RuleTable.ranked(candidates, order), notes);
  }

  /** The groups that claim the host as exactly as any does, each in its order. */
  private static List<KubernetesObject> served(IngressReading reading, String host) {
    var patterns = Hosts.byAnyLabels(host);
    var claimed = Hosts.mostSpecific(patterns, p -> !reading.claiming(p).isEmpty());
    var groups = reading.claiming(claimed).stream().map(AwsAlbDialect::group).toList();
    return patterns.stream()
        .flatMap(pattern -> reading.claiming(pattern).stream())
        .filter(ingress -> groups.contains(group(ingress)))
        .distinct()
        .sorted(BY_GROUP_ORDER)
        .toList();
  }

  private static List<IngressRule> rules(
      IngressReading reading, List<KubernetesObject> served, String host) {
    var patterns = Hosts.byAnyLabels(host);
    var rules = new ArrayList<IngressRule>();
    for (KubernetesObject ingress : served) {
      var byRule = new HashMap<String, List<IngressRule>>();
      for (IngressRule rule : reading.rules(ingress)) {
        if (!rule.isDefault() && patterns.contains(rule.host())) {
          var at = rule.fieldPath().substring(0, rule.fieldPath().indexOf(']'));
          byRule.computeIfAbsent(at, key -> new ArrayList<>()).add(rule);
        }
      }
      reading.rules(ingress).stream()
          .map(rule -> rule.fieldPath().split("]")[0])
          .distinct()
          .map(at -> byRule.getOrDefault(at, List.of()))
          .forEach(ofRule -> rules.addAll(inOrder(ofRule)));
    }
    served.forEach(ingress -> Ingresses.defaultBackend(ingress).ifPresent(rules::add));
    return rules;
  }

  private static List<IngressRule> inOrder(List<IngressRule> paths) {
    var prefixes =
        paths.stream()
            .filter(IngressRule::isPrefix)
            .sorted(Comparator.comparing((IngressRule r) -> r.path().length()).reversed());
    return Stream.of(
            paths.stream().filter(IngressRule::isExact),
            prefixes,
            paths.stream().filter(rule -> !rule.isExact() && !rule.isPrefix()))
        .flatMap(some -> some)
        .toList();
  }

  private static List<Candidate> candidates(
      IngressReading reading,
      IngressRule rule,
      String host,
      boolean redirects,
      List<Untranslated> notes) {
    var action = AlbActions.of(reading, rule, notes);
    var found = new ArrayList<Candidate>();
    for (RouteMatch match : AlbConditions.of(rule, notes)) {
      var doors = new ArrayList<Door>();
      for (Listening at : listenings(rule.ingress())) {
        var certificate = certificate(rule.ingress(), host);
        boolean secure = at.scheme() == Listening.HTTPS.scheme();
        var answer = secure ? IngressReading.overTls(action, certificate) : action;
        doors.add(new Door(at, redirects && !secure ? AlbActions.TO_TLS : answer));
      }
      found.add(new Candidate(rule, match, doors));
    }
    return found;
  }

  private static String certificate(KubernetesObject ingress, String host) {
    var arn = IngressReading.annotation(ingress, PREFIX + "certificate-arn");
    return arn.isEmpty() ? IngressReading.certificate(List.of(ingress), host) : arn;
  }

  /** {@code listen-ports}; without it port 80, or 443 alone where a certificate is named. */
  private static Set<Listening> listenings(KubernetesObject ingress) {
    var found = new HashSet<Listening>();
    var written = IngressReading.annotation(ingress, PREFIX + "listen-ports");
    for (Map<String, Object> one : AnnotationJson.objects(written)) {
      one.forEach((scheme, port) -> found.add(listening(scheme, port)));
    }
    if (found.isEmpty()) {
      var arn = IngressReading.annotation(ingress, PREFIX + "certificate-arn");
      found.add(arn.isEmpty() ? Listening.HTTP : Listening.HTTPS);
    }
    return found;
  }

  private static Listening listening(String scheme, Object port) {
    var wellKnown = scheme.equals("HTTPS") ? Listening.HTTPS : Listening.HTTP;
    int number = port instanceof Number n ? n.intValue() : 0;
    return number == wellKnown.scheme().defaultPort()
        ? wellKnown
        : new Listening(wellKnown.scheme(), number);
  }

  private static Set<Listening> listenings(Collection<KubernetesObject> served) {
    var all = new HashSet<Listening>();
    served.forEach(ingress -> all.addAll(listenings(ingress)));
    return all.isEmpty() ? Set.of(Listening.HTTP) : all;
  }

  /** {@code ssl-redirect} on one Ingress turns every plain listener of its group. */
  private static boolean redirectsToTls(List<KubernetesObject> members) {
    return members.stream()
        .anyMatch(i -> !IngressReading.annotation(i, PREFIX + "ssl-redirect").isEmpty());
  }

  private static List<KubernetesObject> members(Estate estate, KubernetesObject ingress) {
    var group = IngressGroup.of(ingress);
    return group.isEmpty()
        ? List.of(ingress)
        : estate.found(new IndexKey.InGroup(ingress.ingressClassAsWritten(), group));
  }

  /** An Ingress without group is one of its own. */
  private static String group(KubernetesObject ingress) {
    var named = IngressGroup.of(ingress);
    return named.isEmpty() ? ingress.ref().toString() : "group " + named;
  }

  private static int groupOrder(KubernetesObject ingress) {
    var written = IngressReading.annotation(ingress, PREFIX + "group.order");
    return written.matches("-?[0-9]{1,4}") ? Integer.parseInt(written) : 0;
  }
}
