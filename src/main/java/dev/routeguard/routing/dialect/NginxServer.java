package dev.routeguard.routing.dialect;

import static dev.routeguard.routing.dialect.IngressNginxDialect.PREFIX;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One {@code server} of ingress-nginx: the locations that its Ingresses make together, in the order
 * nginx tries them.
 */
final class NginxServer {
  /**
   * Plain locations: {@code =} first, then the longest prefix. Regex locations: as written to the
   * file, which is by length and then by text, both from the end.
   */
  private static final Comparator<IngressRule> FILE_ORDER =
      Comparator.comparing((IngressRule rule) -> rule.path().length())
          .thenComparing(IngressRule::path)
          .reversed();

  private final IngressReading reading;
  private final List<KubernetesObject> ingresses;
  private final String server;
  private final String host;
  private final NginxFamily family;
  private final List<Untranslated> notes;
  private final NginxCanaries canaries;
  private final String certificate;

  /**
   * @param ingresses those with something in this server, canaries included, winner first
   * @param server host as written, empty for the default server
   * @param host the host asked for
   */
  NginxServer(
      IngressReading reading,
      List<KubernetesObject> ingresses,
      String server,
      String host,
      NginxFamily family) {
    this.reading = reading;
    this.ingresses = ingresses;
    this.server = server;
    this.host = host;
    this.family = family;
    this.notes = new ArrayList<>(reading.notes(ingresses));
    this.canaries = new NginxCanaries(reading, ingresses, server, family);
    this.certificate = IngressReading.certificate(ingresses, host);
  }

  HostTable table() {
    var locations = locations();
    boolean regex = locations.stream().anyMatch(NginxServer::turnsRegexOn);
    var order =
        regex
            ? FILE_ORDER
            : Comparator.comparing(NginxServer::isExact).reversed().thenComparing(FILE_ORDER);
    locations.sort(order);
    var routes = new ArrayList<Route>();
    int rank = 0;
    for (int i = 0; i < locations.size(); i++) {
      boolean tied = i > 0 && order.compare(locations.get(i - 1), locations.get(i)) == 0;
      rank = tied ? rank : routes.size();
      noteOn(locations.get(i), regex);
      add(routes, rank, locations.get(i), match(locations.get(i), regex, locations));
    }
    routes.sort(Comparator.comparing(Route::rank));
    return reading.table(host, routes, notes);
  }

  private void add(List<Route> routes, int rank, IngressRule location, RouteMatch match) {
    var redirect = NginxRedirects.of(location);
    var answers = new ArrayList<NginxCanaries.Answer>();
    NginxRedirects.appRoot(location, match).ifPresent(answers::add);
    redirect.ifPresent(action -> answers.add(new NginxCanaries.Answer(match, location, action)));
    boolean redirects = redirect.isPresent();
    if (!redirects) {
      answers.addAll(canaries.answers(location, match));
    }
    for (int i = 0; i < answers.size(); i++) {
      add(routes, rank + i, answers.get(i));
    }
  }

  /** One location per path and type: the first Ingress that claims it, later ones are skipped. */
  private List<IngressRule> locations() {
    var locations = new ArrayList<IngressRule>();
    for (KubernetesObject ingress : ingresses) {
      if (!IngressNginxDialect.isCanary(ingress)) {
        for (IngressRule rule : reading.rules(ingress)) {
          boolean free = !family.oldestKeepsPath() || isFree(locations, rule);
          if (!rule.isDefault() && rule.host().equals(server) && free) {
            locations.add(rule);
          }
        }
      }
    }
    defaultBackend(locations);
    return locations;
  }

  /** An Ingress's default backend answers where no path of its server does. */
  private void defaultBackend(List<IngressRule> locations) {
    if (locations.stream().noneMatch(rule -> rule.path().equals("/") && !isExact(rule))) {
      ingresses.stream()
          .filter(ingress -> !IngressNginxDialect.isCanary(ingress))
          .map(Ingresses::defaultBackend)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(locations::add);
    }
  }

  private static boolean isFree(List<IngressRule> locations, IngressRule rule) {
    return locations.stream()
        .noneMatch(taken -> taken.path().equals(rule.path()) && isExact(taken) == isExact(rule));
  }

  /** ImplementationSpecific is read as Prefix (internal/k8s/main.go SetDefaultNGINXPathType). */
  static boolean isExact(IngressRule rule) {
    return rule.pathType().equals("Exact");
  }

  /** template.go enforceRegexModifier: one such location turns all of the host into regexes. */
  private static boolean turnsRegexOn(IngressRule rule) {
    return isTrue(rule, "use-regex") || rewrites(rule);
  }

  private static boolean rewrites(IngressRule rule) {
    return rule.annotation(PREFIX + "rewrite-target")
        .filter(target -> !target.equals(rule.path()))
        .isPresent();
  }

  static boolean isTrue(IngressRule rule, String key) {
    return rule.annotation(PREFIX + key).filter("true"::equals).isPresent();
  }

  /**
   * What a location matches; under an alias the alias itself stands for the server. A Prefix beside
   * an Exact of the same path keeps only what lies below it.
   */
  private RouteMatch match(IngressRule rule, boolean regex, List<IngressRule> locations) {
    var written = RequestMatcher.matchesHost(server, host) ? server : host;
    if (!regex) {
      var type = isExact(rule) ? PathType.EXACT : PathType.PREFIX;
      return RouteMatch.ofPath(written, rule.path(), type);
    }
    boolean plain = !isExact(rule) && !turnsRegexOn(rule) && !rule.path().endsWith("/");
    boolean besideExact =
        locations.stream().anyMatch(o -> isExact(o) && o.path().equals(rule.path()));
    var path = plain && besideExact ? rule.path() + "/" : rule.path();
    return RouteMatch.ofPath(written, path, PathType.REGEX_IGNORE_CASE);
  }

  /** A redirect that a location returns comes before the one to TLS, which Lua does later. */
  private void add(List<Route> routes, int rank, NginxCanaries.Answer answer) {
    var rule = answer.rule();
    var plain = answer.action();
    if (NginxBackends.isForward(plain) && redirectsToTls(rule)) {
      plain = new Action.RedirectTo(308, "https", "", 0, Action.PathChange.NONE);
    }
    var secure = IngressReading.overTls(answer.action(), certificate);
    var object = rule.ingress().ref();
    var at = rule.fieldPath();
    routes.add(new Route(Listening.HTTP, answer.match(), object, at, rank, plain));
    routes.add(new Route(Listening.HTTPS, answer.match(), object, at, rank, secure));
  }

  /** A path of the default server has no certificate of its own to redirect to. */
  private boolean redirectsToTls(IngressRule rule) {
    var wanted = rule.annotation(PREFIX + "ssl-redirect").filter("false"::equals).isEmpty();
    return isTrue(rule, "force-ssl-redirect") || (wanted && !certificate.isEmpty());
  }

  private void noteOn(IngressRule rule, boolean regex) {
    if (regex && RequestMatcher.compile(rule.path(), true).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
    if (rule.annotation(PREFIX + "server-alias").filter(alias -> alias.contains("~")).isPresent()) {
      note(rule, "server-alias", "a regular expression as alias is not analysable");
    }
  }

  private void note(IngressRule rule, String key, String why) {
    var at = "metadata.annotations[" + PREFIX + key + "]";
    notes.add(new Untranslated(rule.ingress().ref(), at, why));
  }
}
