package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * GKE Ingress (ingress-gce; GKE documentation "GKE Ingress", Compute API {@code
 * urlMaps.hostRules}). Only the annotation {@code kubernetes.io/ingress.class} counts for the
 * class. Each Ingress is a load balancer and URL map of its own: the host rule is chosen first,
 * then the longest path; {@code /*} at the end of an ImplementationSpecific path stands for all
 * below it and any other one is exact. A wildcard host stands for any number of labels.
 */
public final class GkeDialect implements Dialect {
  static final String NAME = "gke";

  private static final String CLASS = "kubernetes.io/ingress.class";
  private static final String ALLOW_HTTP = "kubernetes.io/ingress.allow-http";
  private static final String CERTIFICATES = "networking.gke.io/managed-certificates";
  private static final String PRE_SHARED = "ingress.gcp.kubernetes.io/pre-shared-cert";

  private static final IngressReading.Facts FACTS =
      IngressReading.Facts.of(NAME, 502, 502)
          .reading(
              "kubernetes.io/ingress.global-static-ip-name",
              "kubernetes.io/ingress.regional-static-ip-name",
              "cloud.google.com/backend-config",
              "cloud.google.com/app-protocols",
              "cloud.google.com/neg");

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate c) -> c.rule().isDefault())
          .thenComparing(c -> c.rule().path().length(), Comparator.reverseOrder())
          .thenComparing(c -> c.match().pathType());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = new IngressReading(translations, entry, FACTS);
    var written =
        Hosts.mostSpecific(Hosts.byAnyLabels(host), pattern -> !rules(reading, pattern).isEmpty());
    var rules = new ArrayList<>(rules(reading, written));
    var served = RuleTable.objects(rules);
    if (!written.isEmpty()) {
      served.forEach(ingress -> Ingresses.defaultBackend(ingress).ifPresent(rules::add));
    }
    var notes = new ArrayList<>(reading.notes(served));
    rules.forEach(rule -> noteOn(reading, rule, notes));
    reading.claiming(written).stream()
        .filter(ingress -> !isServed(ingress))
        .forEach(ingress -> notes.add(unserved(ingress)));
    notes.addAll(LoadBalancers.notes(served, ingress -> ingress.ref().toString()));
    var candidates = rules.stream().map(rule -> candidate(reading, rule)).toList();
    var order = LoadBalancers.order(served, ingress -> ingress.ref().toString(), ORDER);
    return reading.table(host, listenings(served), RuleTable.ranked(candidates, order), notes);
  }

  private static List<IngressRule> rules(IngressReading reading, String written) {
    var rules = new ArrayList<>(reading.rulesOf(written));
    if (written.isEmpty()) {
      rules.addAll(reading.defaults());
    }
    rules.removeIf(rule -> !isServed(rule.ingress()));
    return rules;
  }

  /** The annotation says so, or neither annotation nor field says anything. */
  private static boolean isServed(KubernetesObject ingress) {
    return ingress.annotations().containsKey(CLASS) || ingress.ingressClassAsWritten().isEmpty();
  }

  private static Untranslated unserved(KubernetesObject ingress) {
    var why = "GKE honours only the annotation kubernetes.io/ingress.class: not served";
    return new Untranslated(ingress.ref(), "spec.ingressClassName", why);
  }

  private static Candidate candidate(IngressReading reading, IngressRule rule) {
    var action = new Action.Always(reading.forward(rule));
    var doors = new ArrayList<Door>();
    if (allowsHttp(rule.ingress())) {
      doors.add(new Door(Listening.HTTP, action));
    }
    var certificate = certificate(rule.ingress());
    if (!certificate.isEmpty()) {
      doors.add(new Door(Listening.HTTPS, IngressReading.overTls(action, certificate)));
    }
    return new Candidate(rule, match(rule), doors);
  }

  private static boolean allowsHttp(KubernetesObject ingress) {
    return !IngressReading.annotation(ingress, ALLOW_HTTP).equals("false");
  }

  /** Any certificate opens port 443 of the load balancer, whatever hosts it is for. */
  private static String certificate(KubernetesObject ingress) {
    for (Ingresses.Tls tls : Ingresses.tls(ingress)) {
      return ingress.ref().namespace() + "/" + tls.secret();
    }
    var shared = IngressReading.annotation(ingress, PRE_SHARED);
    return shared.isEmpty() ? IngressReading.annotation(ingress, CERTIFICATES) : shared;
  }

  private static Set<Listening> listenings(Collection<KubernetesObject> served) {
    var open = new HashSet<Listening>();
    for (KubernetesObject ingress : served) {
      if (allowsHttp(ingress)) {
        open.add(Listening.HTTP);
      }
      if (!certificate(ingress).isEmpty()) {
        open.add(Listening.HTTPS);
      }
    }
    return served.isEmpty() ? Set.of(Listening.HTTP) : open;
  }

  private static RouteMatch match(IngressRule rule) {
    var path = rule.path();
    if (rule.isPrefix() || rule.isDefault() || !rule.pathWritten() || path.equals("/*")) {
      var prefix = path.equals("/*") ? "/" : path;
      return RouteMatch.ofPath(rule.host(), prefix, PathType.PREFIX);
    }
    if (rule.isExact() || !path.endsWith("/*")) {
      return RouteMatch.ofPath(rule.host(), path, PathType.EXACT);
    }
    var below = path.substring(0, path.length() - 1);
    return RouteMatch.ofPath(rule.host(), below, PathType.STRING_PREFIX);
  }

  /** A missing Service stops the controller's sync: the load balancer stays as it was. */
  private static void noteOn(IngressReading reading, IngressRule rule, List<Untranslated> notes) {
    var readiness = reading.share(rule).readiness();
    if (readiness == Share.Readiness.SERVICE_MISSING || readiness == Share.Readiness.PORT_MISSING) {
      var why = "the load balancer keeps what it had before the Service went missing";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".backend", why));
    }
  }
}
