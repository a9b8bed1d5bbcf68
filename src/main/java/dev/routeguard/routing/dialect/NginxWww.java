package dev.routeguard.routing.dialect;

import static dev.routeguard.routing.dialect.IngressNginxDialect.PREFIX;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.from.IngressRule;
import java.util.List;

/**
 * {@code from-to-www-redirect} of ingress-nginx (annotations.md "Redirect from/to www"): a host
 * that no server has is redirected to the one with or without {@code www.} that asks for it.
 */
final class NginxWww {
  private static final String KEY = PREFIX + "from-to-www-redirect";

  private NginxWww() {}

  static boolean isAsked(KubernetesObject ingress) {
    return IngressReading.annotation(ingress, KEY).equals("true");
  }

  static String counterpart(String host) {
    return host.startsWith("www.") ? host.substring("www.".length()) : "www." + host;
  }

  /** The rules that ask for the redirect of a host, those of the oldest Ingress first. */
  static List<IngressRule> redirecting(IngressReading reading, String host) {
    var other = counterpart(host);
    return reading.claiming(other).stream()
        .filter(ingress -> isAsked(ingress) && !IngressNginxDialect.isCanary(ingress))
        .flatMap(ingress -> reading.rules(ingress).stream())
        .filter(rule -> !rule.isDefault() && rule.host().equals(other))
        .toList();
  }

  static HostTable table(IngressReading reading, List<IngressRule> redirecting, String host) {
    var rule = redirecting.get(0);
    var match = RouteMatch.ofPath(host, "/", RouteMatch.PathType.PREFIX);
    var action = new Action.RedirectTo(308, "", counterpart(host), 0, Action.PathChange.NONE);
    var candidate = Candidate.of(rule, match, action, "");
    var notes = reading.notes(List.of(rule.ingress()));
    return reading.table(host, RuleTable.ranked(List.of(candidate), (one, two) -> 0), notes);
  }
}
