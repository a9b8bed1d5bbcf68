package dev.routeguard.routing.dialect;

import dev.routeguard.estate.CertificateFacts;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Scheme;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.dialect.RuleTable.Door;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Contour as of 1.33 for Ingress (internal/dag/ingress_processor.go, docs config/annotations.md).
 * Envoy chooses the virtual host first, then Exact before regular expression before prefix, the
 * longer first. A path whose Service or port is missing makes no route, so its requests go to a
 * shorter path or get 404; no ready endpoint is 503. Two Ingresses with one host and path: whoever
 * comes last out of a Go map, which any write may change. An Ingress without class is served. A
 * host whose certificate can't be used takes no encrypted request.
 */
public final class ContourDialect implements Dialect {
  static final String NAME = "contour";

  private static final String FORCE_TLS = "ingress.kubernetes.io/force-ssl-redirect";
  private static final String ALLOW_HTTP = "kubernetes.io/ingress.allow-http";

  private static final IngressReading.Facts FACTS =
      IngressReading.Facts.of(NAME, 404, 503).reading(ALLOW_HTTP);

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate candidate) -> kind(candidate.match()))
          .thenComparing(c -> c.match().path().length(), Comparator.reverseOrder());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = new IngressReading(translations, entry, FACTS);
    var hosts = Hosts.byAnyLabels(host);
    var plain = Hosts.mostSpecific(hosts, written -> hasDoor(reading, written, Scheme.HTTP));
    var encrypted = Hosts.mostSpecific(hosts, written -> hasDoor(reading, written, Scheme.HTTPS));
    var claimed = Hosts.mostSpecific(hosts, written -> !rules(reading, written).isEmpty());
    var served = RuleTable.objects(rules(reading, claimed));
    var notes = new ArrayList<>(reading.notes(served));
    rules(reading, claimed).forEach(rule -> noteOn(rule, notes));
    var candidates = new ArrayList<Candidate>();
    candidates.addAll(candidates(reading, plain, host, Scheme.HTTP));
    boolean isEncrypted = !secret(reading, encrypted).isEmpty();
    if (isEncrypted) {
      candidates.addAll(candidates(reading, encrypted, host, Scheme.HTTPS));
    }
    var listenings = isEncrypted ? IngressReading.LISTENINGS : Set.of(Listening.HTTP);
    return reading.table(host, listenings, RuleTable.ranked(candidates, ORDER), notes);
  }

  /** The rules of a virtual host of plain or of encrypted requests, where it admits the host. */
  private static List<Candidate> candidates(
      IngressReading reading, String virtualHost, String host, Scheme scheme) {
    if (!EnvoyHosts.admits(virtualHost, host)) {
      return List.of();
    }
    var secret = secret(reading, virtualHost);
    return lastOfEach(rules(reading, virtualHost), reading).stream()
        .map(rule -> candidate(reading, rule, secret))
        .map(candidate -> candidate.at(scheme))
        .filter(candidate -> !candidate.doors().isEmpty())
        .toList();
  }

  /** A virtual host without a route is not there, so that a less specific one answers. */
  private static boolean hasDoor(IngressReading reading, String virtualHost, Scheme scheme) {
    var secret = secret(reading, virtualHost);
    return lastOfEach(rules(reading, virtualHost), reading).stream()
        .map(rule -> candidate(reading, rule, secret))
        .anyMatch(candidate -> !candidate.at(scheme).doors().isEmpty());
  }

  /** A default backend is a rule for every host, put before the Ingress's own. */
  private static List<IngressRule> rules(IngressReading reading, String written) {
    var rules = new ArrayList<IngressRule>();
    if (written.isEmpty()) {
      rules.addAll(reading.defaults());
    }
    rules.addAll(reading.rulesOf(written));
    return rules;
  }

  /** Within an Ingress a later path replaces an equal one before it, where it makes a route. */
  private static Collection<IngressRule> lastOfEach(
      List<IngressRule> rules, IngressReading reading) {
    var last = new LinkedHashMap<List<Object>, IngressRule>();
    for (IngressRule rule : rules) {
      if (isMade(reading, rule)) {
        var match = match(rule);
        last.put(List.of(rule.ingress().ref(), match.pathType(), match.path()), rule);
      }
    }
    return last.values();
  }

  /** Missing Services and ports make no route, nor do ExternalNames unless they are allowed. */
  private static boolean isMade(IngressReading reading, IngressRule rule) {
    var readiness = reading.share(rule).readiness();
    return !rule.resourceBackend()
        && !reading.isExternalName(rule)
        && readiness != Share.Readiness.SERVICE_MISSING
        && readiness != Share.Readiness.PORT_MISSING;
  }

  private static Candidate candidate(IngressReading reading, IngressRule rule, String secret) {
    var ingress = rule.ingress();
    var forward = new Action.Always(reading.forward(rule));
    boolean forced = IngressReading.annotation(ingress, FORCE_TLS).equals("true");
    boolean allowed = !IngressReading.annotation(ingress, ALLOW_HTTP).equals("false");
    var doors = new ArrayList<Door>();
    if (forced) {
      var toTls = new Action.RedirectTo(301, "https", "", 0, Action.PathChange.NONE);
      doors.add(new Door(Listening.HTTP, toTls));
    } else if (allowed) {
      doors.add(new Door(Listening.HTTP, forward));
    }
    if (!secret.isEmpty()) {
      doors.add(new Door(Listening.HTTPS, IngressReading.overTls(forward, secret)));
    }
    return new Candidate(rule, match(rule), doors);
  }

  private static RouteMatch match(IngressRule rule) {
    if (rule.isExact()) {
      return RouteMatch.ofPath(rule.host(), rule.path(), PathType.EXACT);
    }
    if (rule.isPrefix()) {
      var path = rule.path().replaceAll("(?<=.)/+$", "");
      return RouteMatch.ofPath(rule.host(), path, PathType.PREFIX);
    }
    boolean regex = rule.path().matches(".*[\\^+*\\[\\]%].*");
    var type = regex ? PathType.REGEX : PathType.STRING_PREFIX;
    return RouteMatch.ofPath(rule.host(), rule.path(), type);
  }

  private static int kind(RouteMatch match) {
    return switch (match.pathType()) {
      case EXACT -> 0;
      case REGEX, REGEX_IGNORE_CASE -> 1;
      case PREFIX, STRING_PREFIX -> 2;
    };
  }

  /** {@code tls} makes an encrypted virtual host for the very hosts it names, never for all. */
  private static String secret(IngressReading reading, String virtualHost) {
    if (virtualHost.isEmpty()) {
      return "";
    }
    for (KubernetesObject ingress : reading.claiming(virtualHost)) {
      for (Ingresses.Tls tls : Ingresses.tls(ingress)) {
        if (tls.hosts().contains(virtualHost)) {
          var elsewhere =
              IngressReading.annotation(ingress, "projectcontour.io/tls-cert-namespace");
          var namespace = elsewhere.isEmpty() ? ingress.ref().namespace() : elsewhere;
          if (isUsable(reading.estate(), namespace, tls.secret())) {
            return namespace + "/" + tls.secret();
          }
        }
      }
    }
    return "";
  }

  /** Where Secrets may be read; else nothing can be said against one. */
  private static boolean isUsable(Estate estate, String namespace, String secret) {
    return estate.isUnknown(Kind.SECRET)
        || estate
            .find(new ObjectRef(Kind.SECRET, namespace, secret))
            .filter(found -> CertificateFacts.problem(found).isEmpty())
            .isPresent();
  }

  private static void noteOn(IngressRule rule, List<Untranslated> notes) {
    if (match(rule).pathType() == PathType.REGEX
        && RequestMatcher.compile(rule.path(), false).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
    var other = "projectcontour.io/ingress.class";
    if (!IngressReading.annotation(rule.ingress(), other).isEmpty()) {
      var why = "only kubernetes.io/ingress.class and spec.ingressClassName are read for the class";
      notes.add(IngressAttributes.note(rule.ingress(), other, why));
    }
  }
}
