package dev.routeguard.routing.dialect;

import com.google.re2j.Pattern;
import dev.routeguard.estate.IngressAliases;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.dialect.RuleTable.Door;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kong Ingress Controller as of 3.5 (subtranslator/ingress_atc.go {@code
 * calculateExpressionRoutePriority}, which follows the traditional router). More kinds of
 * conditions go first, then plain hosts, then more headers, then expressions (Exact and Prefix are
 * some), then longer paths. An Exact path and a Prefix of the same path count as different lengths
 * in one router and as one in the other: who wins is left open, as it is between two Ingresses.
 */
public final class KongDialect implements Dialect {
  static final String NAME = "kong";

  private static final String PREFIX = "konghq.com/";
  private static final String FORCE_TLS = "ingress.kubernetes.io/force-ssl-redirect";

  private static final IngressReading.Facts FACTS = IngressReading.Facts.of(NAME, 503, 503);

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate c) -> c.rule().isDefault())
          .thenComparing(c -> fields(c.match()), Comparator.reverseOrder())
          .thenComparing(c -> c.match().headers().size(), Comparator.reverseOrder())
          .thenComparing(c -> !isPlainHost(c.match().host()))
          .thenComparing(c -> !isRegexPath(c.rule()))
          .thenComparing(c -> length(c.rule()), Comparator.reverseOrder());

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
    var rules = new LinkedHashSet<IngressRule>();
    // Kong's wildcard stands for any number of labels ("Hosts with wildcards").
    Hosts.byAnyLabels(host).forEach(written -> rules.addAll(reading.rulesOf(written)));
    reading.claiming(host).stream()
        .filter(ingress -> IngressAliases.of(ingress).contains(host))
        .flatMap(ingress -> reading.rules(ingress).stream())
        .filter(rule -> !rule.isDefault())
        .forEach(rules::add);
    rules.addAll(reading.defaults());
    var served = RuleTable.objects(rules);
    var certificate = IngressReading.certificate(served, host);
    var notes = new ArrayList<>(reading.notes(served));
    var candidates = new ArrayList<Candidate>();
    for (IngressRule rule : rules) {
      noteOn(rule, notes);
      matches(rule, host).forEach(m -> candidates.add(candidate(reading, rule, m, certificate)));
    }
    return reading.table(host, RuleTable.ranked(candidates, ORDER), notes);
  }

  private static Candidate candidate(
      IngressReading reading, IngressRule rule, RouteMatch match, String certificate) {
    var forward = reading.forward(rule);
    var rewrite = rewrite(rule);
    if (!rewrite.isEmpty()) {
      forward = IngressReading.with(forward, RouteAttribute.REWRITE_PATH.key(), rewrite);
    }
    var action = new Action.Always(forward);
    var protocols = list(rule, "protocols");
    var doors = new ArrayList<Door>();
    boolean onlyTls = !protocols.isEmpty() && !protocols.contains("http");
    boolean forced = IngressReading.annotation(rule.ingress(), FORCE_TLS).equals("true");
    doors.add(new Door(Listening.HTTP, onlyTls || forced ? toTls(rule) : action));
    if (protocols.isEmpty() || protocols.contains("https")) {
      doors.add(new Door(Listening.HTTPS, IngressReading.overTls(action, certificate)));
    }
    return new Candidate(rule, match, doors);
  }

  /** Without a redirecting status Kong asks for TLS with 426. */
  private static Action toTls(IngressRule rule) {
    var code = annotation(rule, "https-redirect-status-code");
    return code.matches("30[1278]")
        ? new Action.RedirectTo(Integer.parseInt(code), "https", "", 0, Action.PathChange.NONE)
        : new Action.Always(new Outcome.Status(426, "only encrypted requests are taken"));
  }

  private static String rewrite(IngressRule rule) {
    if (annotation(rule, "strip-path").equals("true")) {
      return "prefix /";
    }
    return annotation(rule, "rewrite");
  }

  /** One match per method; different headers all hold, values of one header are alternatives. */
  private static List<RouteMatch> matches(IngressRule rule, String host) {
    var written = RequestMatcher.matchesHost(rule.host(), host) ? rule.host() : host;
    var methods = list(rule, "methods");
    var headers = headers(rule);
    var found = new ArrayList<RouteMatch>();
    for (String method : methods.isEmpty() ? List.of("") : methods) {
      found.add(new RouteMatch(written, path(rule), type(rule), method, headers, Map.of()));
    }
    return found;
  }

  private static Map<String, String> headers(IngressRule rule) {
    var separator = annotation(rule, "headers-separator");
    var split = Pattern.quote(separator.isEmpty() ? "," : separator);
    var found = new TreeMap<String, String>();
    rule.annotations()
        .forEach(
            (key, value) -> {
              var name = key.substring(Math.min(key.length(), (PREFIX + "headers.").length()));
              if (key.startsWith(PREFIX + "headers.") && !name.isEmpty() && !value.isBlank()) {
                found.put(name.toLowerCase(Locale.ROOT), condition(value.split(split)));
              }
            });
    return found;
  }

  private static String condition(String[] values) {
    if (values.length == 1 && !values[0].strip().startsWith("~*")) {
      return RouteMatch.literal(values[0].strip());
    }
    var one = new ArrayList<String>();
    for (String value : values) {
      var written = value.strip();
      one.add(
          written.startsWith("~*")
              ? ".*(?:" + written.substring(2) + ").*"
              : Pattern.quote(written));
    }
    return RouteMatch.regex(String.join("|", one));
  }

  private static PathType type(IngressRule rule) {
    if (rule.isExact()) {
      return PathType.EXACT;
    }
    if (rule.isPrefix() || rule.isDefault()) {
      return PathType.PREFIX;
    }
    return isExpression(rule) ? PathType.REGEX : PathType.STRING_PREFIX;
  }

  /** An expression matches from the start of the path, and need not reach its end. */
  private static String path(IngressRule rule) {
    if (rule.isPrefix() || rule.isExact()) {
      var path = rule.path().replaceAll("^/+", "/");
      return rule.isExact() ? path : path.replaceAll("(?<=.)/+$", "");
    }
    return isExpression(rule) ? "(?:" + expression(rule) + ").*" : rule.path();
  }

  private static boolean isExpression(IngressRule rule) {
    return rule.pathType().equals("ImplementationSpecific")
        && rule.path().startsWith(regexPrefix(rule));
  }

  private static String expression(IngressRule rule) {
    var regex = rule.path().substring(regexPrefix(rule).length());
    return regex.isEmpty() ? "/" : regex.startsWith("^") ? regex.substring(1) : regex;
  }

  private static String regexPrefix(IngressRule rule) {
    var written = annotation(rule, "regex-prefix");
    return written.isEmpty() ? "/~" : written;
  }

  private static int fields(RouteMatch match) {
    return 1
        + (match.host().isEmpty() ? 0 : 1)
        + (match.headers().isEmpty() ? 0 : 1)
        + (match.method().isEmpty() ? 0 : 1);
  }

  private static boolean isPlainHost(String host) {
    return !host.isEmpty() && !host.startsWith("*");
  }

  private static boolean isRegexPath(IngressRule rule) {
    return rule.isExact() || rule.isPrefix() || isExpression(rule);
  }

  private static int length(IngressRule rule) {
    if (rule.isExact() || rule.isPrefix()) {
      return path(rule).length();
    }
    return isExpression(rule)
        ? rule.path().length() - regexPrefix(rule).length()
        : rule.pathWritten() ? rule.path().length() : 0;
  }

  private static List<String> list(IngressRule rule, String key) {
    return Arrays.stream(annotation(rule, key).split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String annotation(IngressRule rule, String key) {
    return IngressReading.annotation(rule.ingress(), PREFIX + key);
  }

  private static void noteOn(IngressRule rule, List<Untranslated> notes) {
    if (isExpression(rule) && RequestMatcher.compile(path(rule), false).isEmpty()) {
      var why = "the expression is not one RE2 can take";
      notes.add(new Untranslated(rule.ingress().ref(), rule.fieldPath() + ".path", why));
    }
    if (!annotation(rule, "snis").isEmpty()) {
      var why = "conditions on the server name of the TLS handshake are not modelled";
      notes.add(IngressAttributes.note(rule.ingress(), PREFIX + "snis", why));
    }
  }
}
