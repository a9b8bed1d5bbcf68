package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.dialect.RuleTable.Door;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * NGINX Ingress Controller of F5 as of 5.5 (internal/k8s/configuration.go, internal/configs/
 * ingress.go). A host belongs as a whole to the oldest Ingress that names it (of one age, the
 * larger uid), the others get "All hosts are taken"; only a master and its minions share one, and
 * there the oldest minion keeps a path. Exact becomes {@code location =}, all else a prefix of
 * characters, or an expression with {@code path-regex}. No endpoints and no Service both are 502
 * ({@code nginx-502-server}). A host without TLS takes no encrypted request, and an Ingress with a
 * rule without host is refused.
 */
public final class NginxIncDialect implements Dialect {
  static final String NAME = "nginx-inc";

  private static final String PREFIX = "nginx.org/";
  private static final String MERGEABLE = PREFIX + "mergeable-ingress-type";

  private static final IngressReading.Facts FACTS = IngressReading.Facts.of(NAME, 502, 502);

  /** configuration.go: by age, of one age the larger uid. */
  private static final Comparator<KubernetesObject> WINNER_FIRST =
      Comparator.comparing(KubernetesObject::created)
          .thenComparing(KubernetesObject::uid, Comparator.reverseOrder());

  /** nginx: {@code =} first, then expressions in the order of the file, then longest prefix. */
  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate candidate) -> kind(candidate.match().pathType()))
          .thenComparing(c -> isRegex(c) ? 0 : c.match().path().length(), Comparator.reverseOrder())
          .thenComparing(Candidate::rule, Comparator.comparing(IngressRule::isDefault));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = new IngressReading(translations, entry, FACTS);
    // server_name takes a wildcard for any number of labels (nginx "Server names").
    var server =
        Hosts.mostSpecific(Hosts.byAnyLabels(host), written -> !owners(reading, written).isEmpty());
    var owners = owners(reading, server);
    if (server.isEmpty() || owners.isEmpty()) {
      return reading.table(host, List.of(), List.of());
    }
    var owner = owners.get(0);
    var rules =
        isType(owner, "master") ? minionRules(reading, server) : rules(reading, owner, server);
    var certificate = IngressReading.certificate(List.of(owner), server);
    var notes = new ArrayList<>(reading.notes(RuleTable.objects(rules)));
    rules.forEach(rule -> noteOn(rule, notes));
    var candidates =
        rules.stream().map(rule -> candidate(reading, owner, rule, certificate)).toList();
    var routes = new ArrayList<>(RuleTable.ranked(candidates, ORDER));
    appRoot(owner, server, certificate).ifPresent(root -> routes.add(0, root));
    var listenings = certificate.isEmpty() ? Set.of(Listening.HTTP) : IngressReading.LISTENINGS;
    return reading.table(host, listenings, routes, notes);
  }

  /** The Ingresses that may own a host, winner first. Minions never do. */
  private static List<KubernetesObject> owners(IngressReading reading, String written) {
    return reading.claiming(written).stream()
        .filter(ingress -> !isType(ingress, "minion") && isValid(reading, ingress))
        .filter(ingress -> !written.isEmpty() && Ingresses.hosts(ingress).contains(written))
        .sorted(WINNER_FIRST)
        .toList();
  }

  /** validation.go: a rule without host makes the Ingress invalid. */
  private static boolean isValid(IngressReading reading, KubernetesObject ingress) {
    return reading.rules(ingress).stream().noneMatch(r -> !r.isDefault() && r.host().isEmpty());
  }

  private static boolean isType(KubernetesObject ingress, String type) {
    return IngressReading.annotation(ingress, MERGEABLE).equals(type);
  }

  /** The owner's paths; its default backend answers {@code /} where none of them does. */
  private static List<IngressRule> rules(
      IngressReading reading, KubernetesObject owner, String server) {
    var rules = new ArrayList<IngressRule>();
    reading.rules(owner).stream()
        .filter(rule -> !rule.isDefault() && rule.host().equals(server))
        .forEach(rules::add);
    if (rules.stream().noneMatch(rule -> rule.path().equals("/") && !rule.isExact())) {
      Ingresses.defaultBackend(owner).ifPresent(rules::add);
    }
    return rules;
  }

  /** The oldest minion keeps a path. */
  private static List<IngressRule> minionRules(IngressReading reading, String server) {
    var taken = new HashSet<String>();
    return reading.claiming(server).stream()
        .filter(ingress -> isType(ingress, "minion"))
        .sorted(WINNER_FIRST)
        .flatMap(ingress -> reading.rules(ingress).stream())
        .filter(rule -> !rule.isDefault() && rule.host().equals(server))
        .filter(rule -> taken.add(rule.path()))
        .toList();
  }

  /** {@code app-root}: the bare root redirects; plain requests to a TLS host go to TLS first. */
  private static Optional<Route> appRoot(
      KubernetesObject owner, String server, String certificate) {
    var key = PREFIX + "app-root";
    var target = IngressReading.annotation(owner, key);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    var change = new Action.PathChange(Action.PathChange.Kind.FULL, target);
    var at = certificate.isEmpty() ? Listening.HTTP : Listening.HTTPS;
    return Optional.of(
        new Route(
            at,
            RouteMatch.ofPath(server, "/", PathType.EXACT),
            owner.ref(),
            "metadata.annotations[" + key + "]",
            -1,
            new Action.RedirectTo(302, "", "", 0, change)));
  }

  private static Candidate candidate(
      IngressReading reading, KubernetesObject owner, IngressRule rule, String certificate) {
    var forward = reading.forward(rule);
    var rewrite = rewrite(rule);
    if (!rewrite.isEmpty()) {
      forward = IngressReading.with(forward, RouteAttribute.REWRITE_PATH.key(), rewrite);
    }
    var action = new Action.Always(forward);
    return new Candidate(rule, match(owner, rule), doors(owner, action, certificate));
  }

  private static List<Door> doors(KubernetesObject owner, Action action, String certificate) {
    if (certificate.isEmpty()) {
      return List.of(new Door(Listening.HTTP, action));
    }
    boolean redirects = !IngressReading.annotation(owner, PREFIX + "ssl-redirect").equals("false");
    var code = IngressReading.annotation(owner, PREFIX + "http-redirect-code");
    int status = code.matches("30[1278]") ? Integer.parseInt(code) : 301;
    var toTls = new Action.RedirectTo(status, "https", "", 0, Action.PathChange.NONE);
    return RuleTable.bothDoors(redirects ? toTls : action, action, certificate);
  }

  /** {@code rewrites: serviceName=tea rewrite=/x}: the matched prefix becomes {@code /x}. */
  private static String rewrite(IngressRule rule) {
    for (String one : IngressReading.annotation(rule.ingress(), PREFIX + "rewrites").split(";")) {
      var words = one.strip().split("\\s+");
      if (words.length == 2 && words[0].equals("serviceName=" + rule.backend().service())) {
        return "prefix " + words[1].substring(words[1].indexOf('=') + 1);
      }
    }
    return IngressReading.annotation(rule.ingress(), PREFIX + "rewrite-target");
  }

  private static RouteMatch match(KubernetesObject owner, IngressRule rule) {
    var regex = pathRegex(owner, rule);
    if (rule.isExact() || regex.equals("exact")) {
      return RouteMatch.ofPath(rule.host(), rule.path(), PathType.EXACT);
    }
    return switch (regex) {
      case "case_sensitive" ->
          RouteMatch.ofPath(rule.host(), "(?:" + rule.path() + ").*", PathType.REGEX);
      case "case_insensitive" ->
          RouteMatch.ofPath(rule.host(), rule.path(), PathType.REGEX_IGNORE_CASE);
      default -> RouteMatch.ofPath(rule.host(), rule.path(), PathType.STRING_PREFIX);
    };
  }

  /** A minion's own word goes before its master's. */
  private static String pathRegex(KubernetesObject owner, IngressRule rule) {
    var own = IngressReading.annotation(rule.ingress(), PREFIX + "path-regex");
    return own.isEmpty() ? IngressReading.annotation(owner, PREFIX + "path-regex") : own;
  }

  private static final Map<PathType, Integer> KINDS =
      Map.of(
          PathType.EXACT, 0,
          PathType.REGEX, 1,
          PathType.REGEX_IGNORE_CASE, 1,
          PathType.PREFIX, 2,
          PathType.STRING_PREFIX, 2);

  private static int kind(PathType type) {
    return KINDS.getOrDefault(type, 2);
  }

  private static boolean isRegex(Candidate candidate) {
    return kind(candidate.match().pathType()) == 1;
  }

  private static void noteOn(IngressRule rule, List<Untranslated> notes) {
    boolean regex = !IngressReading.annotation(rule.ingress(), PREFIX + "path-regex").isEmpty();
    if (regex && RequestMatcher.compile(rule.path(), true).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
  }
}
