package dev.routeguard.routing.dialect;

import dev.routeguard.estate.IngressAliases;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * haproxy-ingress (jcmoraisjr) as of 0.16 (docs/configuration/keys.md "Path type", "Strict host",
 * "SSL redirect"; pkg/converters/ingress/ingress.go). The oldest Ingress keeps a path, a later one
 * is skipped ("skipping redeclared path"), as is a path whose Service is missing ("skipping backend
 * config"). Of overlapping paths the longer wins, on equal length exact, prefix, begin; expressions
 * come last. {@code strict-host} is off by default: what the paths of a host don't take goes on to
 * the wildcard and then to the paths for every host.
 */
public final class HaproxyIngressDialect implements Dialect {
  static final String NAME = "haproxy-ingress";

  /** Both prefixes are read; the older one is kept for compatibility. */
  private static final List<String> PREFIXES =
      List.of("haproxy-ingress.github.io/", "ingress.kubernetes.io/");

  private static final IngressReading.Facts FACTS = IngressReading.Facts.of(NAME, 404, 503);

  /** How the value of {@code path-type} and a pathType are called in the order of types. */
  private static final List<String> TYPES = List.of("exact", "prefix", "begin", "regex");

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate c) -> hostRank(c.rule().host()))
          .thenComparing(c -> c.rule().isDefault())
          .thenComparing(c -> type(c.rule()).equals("regex"))
          .thenComparing(c -> c.rule().path().length(), Comparator.reverseOrder())
          .thenComparing(c -> TYPES.indexOf(type(c.rule())));

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
    var rules = kept(reading, host);
    var served = RuleTable.objects(rules);
    var certificate = IngressReading.certificate(served, host);
    var notes = new ArrayList<>(reading.notes(served));
    rules.forEach(rule -> noteOn(rule, notes));
    var candidates =
        rules.stream().map(rule -> candidate(reading, rule, host, certificate)).toList();
    return reading.table(host, RuleTable.ranked(candidates, ORDER), notes);
  }

  /** One rule per host, path and type: the oldest one that has a Service or a redirect. */
  private static List<IngressRule> kept(IngressReading reading, String host) {
    var taken = new HashSet<List<String>>();
    var written = Hosts.byOneLabel(host).stream().flatMap(h -> reading.rulesOf(h).stream());
    var aliased =
        reading.claiming(host).stream()
            .filter(ingress -> IngressAliases.of(ingress).contains(host))
            .flatMap(ingress -> reading.rules(ingress).stream())
            .filter(rule -> !rule.isDefault());
    return Stream.of(written, aliased, reading.defaults().stream())
        .flatMap(rules -> rules)
        .filter(rule -> isMade(reading, rule))
        .filter(rule -> taken.add(List.of(rule.host(), rule.path(), type(rule))))
        .toList();
  }

  private static boolean isMade(IngressReading reading, IngressRule rule) {
    var readiness = reading.share(rule).readiness();
    return redirect(rule).isPresent()
        || (!rule.resourceBackend()
            && readiness != Share.Readiness.SERVICE_MISSING
            && readiness != Share.Readiness.PORT_MISSING);
  }

  private static Candidate candidate(
      IngressReading reading, IngressRule rule, String host, String certificate) {
    var forward = reading.forward(rule);
    var target = annotation(rule.ingress(), "rewrite-target");
    if (!target.isEmpty()) {
      forward = IngressReading.with(forward, RouteAttribute.REWRITE_PATH.key(), "prefix " + target);
    }
    Action action = redirect(rule).orElse(new Action.Always(forward));
    var plain = action;
    if (!certificate.isEmpty() && !annotation(rule.ingress(), "ssl-redirect").equals("false")) {
      plain = new Action.RedirectTo(302, "https", "", 0, Action.PathChange.NONE);
    }
    var match = match(rule, host);
    return new Candidate(rule, match, RuleTable.bothDoors(plain, action, certificate));
  }

  /** {@code redirect-to} takes the place of the backend. */
  private static Optional<Action> redirect(IngressRule rule) {
    return Optional.of(annotation(rule.ingress(), "redirect-to"))
        .filter(url -> !url.isEmpty())
        .map(url -> new Action.Always(new Outcome.Redirect(302, url)));
  }

  private static RouteMatch match(IngressRule rule, String host) {
    var written = RequestMatcher.matchesHost(rule.host(), host) ? rule.host() : host;
    return switch (type(rule)) {
      case "exact" -> RouteMatch.ofPath(written, rule.path(), PathType.EXACT);
      case "prefix" -> RouteMatch.ofPath(written, rule.path(), PathType.PREFIX);
      case "regex" -> RouteMatch.ofPath(written, "(?:" + rule.path() + ").*", PathType.REGEX);
      default -> RouteMatch.ofPath(written, rule.path(), PathType.STRING_PREFIX);
    };
  }

  /** {@code path-type} decides for ImplementationSpecific; without it that is {@code begin}. */
  private static String type(IngressRule rule) {
    if (rule.isExact() || rule.isPrefix()) {
      return rule.isExact() ? "exact" : "prefix";
    }
    var written = annotation(rule.ingress(), "path-type");
    return TYPES.contains(written) ? written : "begin";
  }

  private static int hostRank(String written) {
    return written.isEmpty() ? 2 : written.startsWith("*") ? 1 : 0;
  }

  private static String annotation(KubernetesObject object, String key) {
    return PREFIXES.stream()
        .map(prefix -> IngressReading.annotation(object, prefix + key))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static void noteOn(IngressRule rule, List<Untranslated> notes) {
    if (type(rule).equals("regex") && RequestMatcher.compile(rule.path(), false).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
    for (String key :
        List.of(
            "blue-green-balance",
            "blue-green-deploy",
            "server-alias-regex",
            "redirect-from",
            "redirect-from-regex",
            "path-type-order",
            "app-root",
            "http-header-match")) {
      if (!annotation(rule.ingress(), key).isEmpty()) {
        var at = PREFIXES.get(0) + key;
        notes.add(IngressAttributes.note(rule.ingress(), at, "what it routes is not modelled"));
      }
    }
  }
}
