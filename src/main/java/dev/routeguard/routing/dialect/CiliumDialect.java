package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.dialect.RuleTable.Door;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Cilium Ingress as of 1.18 (network/servicemesh/ingress.rst "Ingress Path Types and Precedence",
 * envoy_virtual_host.go). Exact goes first, then ImplementationSpecific, which is an expression for
 * the whole path, then Prefix, {@code /} last; the longer first. Ingresses on the shared load
 * balancer that match the same share the requests between their backends; one with a dedicated load
 * balancer is on its own, so who answers a host that several claim is up to DNS.
 */
public final class CiliumDialect implements Dialect {
  static final String NAME = "cilium";

  private static final String PREFIX = "ingress.cilium.io/";

  private static final IngressReading.Facts FACTS = IngressReading.Facts.of(NAME, 503, 503);

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate c) -> c.match().path().equals("/") && kind(c) == 2)
          .thenComparing(CiliumDialect::kind)
          .thenComparing(c -> c.match().path().length(), Comparator.reverseOrder());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = new IngressReading(translations, entry, FACTS);
    var virtualHost =
        Hosts.mostSpecific(Hosts.byAnyLabels(host), written -> !rules(reading, written).isEmpty());
    var rules = new ArrayList<IngressRule>();
    if (EnvoyHosts.admits(virtualHost, host)) {
      rules.addAll(rules(reading, virtualHost));
    }
    var served = RuleTable.objects(rules);
    var certificate = IngressReading.certificate(served, host);
    var notes = new ArrayList<>(reading.notes(served));
    rules.forEach(rule -> noteOn(rule, notes));
    var candidates = candidates(reading, rules, certificate);
    var order = LoadBalancers.order(served, CiliumDialect::balancer, ORDER);
    notes.addAll(LoadBalancers.notes(served, CiliumDialect::balancer));
    return reading.table(host, RuleTable.ranked(candidates, order), notes);
  }

  private static List<IngressRule> rules(IngressReading reading, String written) {
    var rules = new ArrayList<>(reading.rulesOf(written));
    if (written.isEmpty()) {
      rules.addAll(reading.defaults());
    }
    return rules;
  }

  /** The shared one, or one of the Ingress's own; Helm's default is its own. */
  private static String balancer(KubernetesObject ingress) {
    var mode = IngressReading.annotation(ingress, PREFIX + "loadbalancer-mode");
    return mode.equals("shared") ? "shared" : ingress.ref().toString();
  }

  /** One candidate per load balancer and match; equal matches there share the requests. */
  private static List<Candidate> candidates(
      IngressReading reading, List<IngressRule> rules, String certificate) {
    var same = new LinkedHashMap<List<Object>, List<IngressRule>>();
    for (IngressRule rule : rules) {
      var key = List.<Object>of(balancer(rule.ingress()), match(rule));
      same.computeIfAbsent(key, k -> new ArrayList<>()).add(rule);
    }
    return same.values().stream().map(of -> candidate(reading, of, certificate)).toList();
  }

  private static Candidate candidate(
      IngressReading reading, List<IngressRule> same, String certificate) {
    var rule = same.get(0);
    var shares = new ArrayList<Share>();
    same.forEach(one -> shares.add(reading.share(one.backend(), 100.0 / same.size())));
    var forward = new Outcome.Forward(shares, reading.attributes(rule));
    if (isPassthrough(rule)) {
      var through = IngressReading.with(forward, RouteAttribute.TLS_MODE.key(), "passthrough");
      var door = new Door(Listening.HTTPS, new Action.Always(through));
      return new Candidate(rule, match(rule), List.of(door));
    }
    Action action = new Action.Always(forward);
    var plain = action;
    if (!certificate.isEmpty() && isForced(rule.ingress())) {
      plain = new Action.RedirectTo(301, "https", "", 0, Action.PathChange.NONE);
    }
    return new Candidate(rule, match(rule), RuleTable.bothDoors(plain, action, certificate));
  }

  /** Helm's {@code enforceHttps} is on by default. */
  private static boolean isForced(KubernetesObject ingress) {
    var written = IngressReading.annotation(ingress, PREFIX + "force-https");
    return !written.equals("disabled") && !written.equals("false");
  }

  /** Needs a host; paths other than {@code /} and default backends are ignored. */
  private static boolean isPassthrough(IngressRule rule) {
    var written = IngressReading.annotation(rule.ingress(), PREFIX + "tls-passthrough");
    return written.equals("enabled") || written.equals("true");
  }

  private static RouteMatch match(IngressRule rule) {
    if (rule.isExact()) {
      return RouteMatch.ofPath(rule.host(), rule.path(), PathType.EXACT);
    }
    boolean prefix = rule.isPrefix() || rule.isDefault() || !rule.pathWritten();
    return RouteMatch.ofPath(rule.host(), rule.path(), prefix ? PathType.PREFIX : PathType.REGEX);
  }

  private static int kind(Candidate candidate) {
    return switch (candidate.match().pathType()) {
      case EXACT -> 0;
      case REGEX, REGEX_IGNORE_CASE -> 1;
      case PREFIX, STRING_PREFIX -> 2;
    };
  }

  private static void noteOn(IngressRule rule, List<Untranslated> notes) {
    if (match(rule).pathType() == PathType.REGEX
        && RequestMatcher.compile(rule.path(), false).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
    if (!Ingresses.tls(rule.ingress()).isEmpty() && isPassthrough(rule) && rule.isDefault()) {
      var why = "tls-passthrough ignores a default backend";
      notes.add(new Untranslated(rule.ingress().ref(), "spec.defaultBackend", why));
    }
  }
}
