package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.dialect.RuleTable.Door;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Traefik's Ingress provider as of 3.7 (pkg/provider/kubernetes/ingress/kubernetes.go, {@code
 * loadRouter}; "Priority Calculation" of its rules page). Every path becomes a router whose
 * priority is the length of its rule unless {@code router.priority} says otherwise; host and path
 * count alike in it. Equal priorities are left to an unstable sort. A router whose Service is
 * missing, an ExternalName or without endpoints is not made at all ({@code allowEmptyServices} is
 * off by default), so that its requests fall to the next one. Prefixes count characters ({@code
 * strictPrefixMatching} is off by default).
 */
public final class TraefikDialect implements Dialect {
  static final String NAME = "traefik";

  private static final String PREFIX = "traefik.ingress.kubernetes.io/router.";

  /** Traefik asks for {@code serving}; endpoints on their way out only keep sticky sessions. */
  private static final IngressReading.Facts FACTS =
      new IngressReading.Facts(
          IngressReading.Facts.of(NAME, 404, 404).reads(), 404, 404, Endpoints.Usable.SERVING);

  /** The chart's names of the entry points for plain and for encrypted requests. */
  private static final String WEB = "web";

  private static final String WEBSECURE = "websecure";

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate candidate) -> candidate.rule().isDefault())
          .thenComparing(candidate -> priority(candidate.rule()), Comparator.reverseOrder());

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
    var rules = new ArrayList<IngressRule>();
    Hosts.byOneLabel(host).forEach(written -> rules.addAll(reading.rulesOf(written)));
    reading.defaults().stream().filter(rule -> isAlone(reading, rule)).forEach(rules::add);
    var served = RuleTable.objects(rules);
    var certificate = IngressReading.certificate(served, host);
    var notes = new ArrayList<>(reading.notes(served));
    rules.forEach(rule -> noteOn(rule, notes));
    var candidates =
        rules.stream()
            .filter(rule -> isMade(reading, rule))
            .map(rule -> candidate(reading, rule, certificate))
            .toList();
    return reading.table(host, RuleTable.ranked(candidates, ORDER), notes);
  }

  /** A default backend counts only on an Ingress without rules. */
  private static boolean isAlone(IngressReading reading, IngressRule rule) {
    return reading.rules(rule.ingress()).size() == 1;
  }

  private static boolean isMade(IngressReading reading, IngressRule rule) {
    return !rule.resourceBackend()
        && !reading.isExternalName(rule)
        && reading.share(rule).isServed();
  }

  private static Candidate candidate(IngressReading reading, IngressRule rule, String certificate) {
    var action = new Action.Always(reading.forward(rule));
    var doors = new ArrayList<Door>();
    var points = entryPoints(rule.ingress());
    boolean tls = "true".equals(annotation(rule.ingress(), "tls"));
    if (points.contains(WEB) && !tls) {
      doors.add(new Door(Listening.HTTP, action));
    }
    if (points.contains(WEBSECURE) || (tls && points.contains(WEB))) {
      doors.add(new Door(Listening.HTTPS, IngressReading.overTls(action, certificate)));
    }
    return new Candidate(rule, match(rule), doors);
  }

  /** Names nobody can know the port of count as both. */
  private static Set<String> entryPoints(KubernetesObject ingress) {
    var named =
        Arrays.stream(annotation(ingress, "entrypoints").split(","))
            .map(String::strip)
            .filter(name -> name.equals(WEB) || name.equals(WEBSECURE))
            .toList();
    return named.isEmpty() ? Set.of(WEB, WEBSECURE) : Set.copyOf(named);
  }

  private static RouteMatch match(IngressRule rule) {
    var path = rule.path();
    return switch (matcher(rule)) {
      case "Path" -> RouteMatch.ofPath(rule.host(), path, PathType.EXACT);
      // Go expressions match anywhere unless they are anchored.
      case "PathRegexp" -> RouteMatch.ofPath(rule.host(), ".*(?:" + path + ").*", PathType.REGEX);
      default -> RouteMatch.ofPath(rule.host(), path, PathType.STRING_PREFIX);
    };
  }

  private static String matcher(IngressRule rule) {
    if (rule.isExact()) {
      return "Path";
    }
    var written = annotation(rule.ingress(), "pathmatcher");
    return rule.isPrefix() || rule.isDefault() || written.isEmpty() ? "PathPrefix" : written;
  }

  /** The length of the rule; a wildcard is a Host rule of its own since 3.7. */
  private static int priority(IngressRule rule) {
    var written = annotation(rule.ingress(), "priority");
    if (written.matches("-?[0-9]{1,9}") && !written.equals("0")) {
      return Integer.parseInt(written);
    }
    var parts = new ArrayList<String>();
    if (!rule.host().isEmpty()) {
      parts.add("Host(`" + rule.host() + "`)");
    }
    if (rule.pathWritten()) {
      parts.add(matcher(rule) + "(`" + rule.path() + "`)");
    }
    return String.join(" && ", parts).length();
  }

  private static void noteOn(IngressRule rule, List<Untranslated> notes) {
    var written = match(rule);
    if (written.pathType() == PathType.REGEX
        && RequestMatcher.compile(written.path(), false).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
    for (String point : annotation(rule.ingress(), "entrypoints").split(",")) {
      if (!Set.of("", WEB, WEBSECURE).contains(point.strip())) {
        var why = "no one knows what entry point " + point.strip() + " listens on";
        notes.add(IngressAttributes.note(rule.ingress(), PREFIX + "entrypoints", why));
      }
    }
  }

  private static String annotation(KubernetesObject ingress, String key) {
    return IngressReading.annotation(ingress, PREFIX + key);
  }
}
