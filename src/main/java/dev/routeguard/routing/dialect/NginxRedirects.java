package dev.routeguard.routing.dialect;

import static dev.routeguard.routing.dialect.IngressNginxDialect.PREFIX;

import dev.routeguard.routing.Action;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.from.IngressRule;
import java.util.Optional;

/** The annotations by which ingress-nginx answers a location with a redirect of its own. */
final class NginxRedirects {
  private NginxRedirects() {}

  static Optional<Action> of(IngressRule rule) {
    return redirect(rule, "temporal-redirect", 302)
        .or(() -> redirect(rule, "permanent-redirect", 301));
  }

  /** {@code app-root}: the location that takes the bare root sends it elsewhere. */
  static Optional<NginxCanaries.Answer> appRoot(IngressRule rule, RouteMatch match) {
    var root = RouteMatch.ofPath(match.host(), "/", RouteMatch.PathType.EXACT);
    return rule.annotation(PREFIX + "app-root")
        .filter(target -> rule.path().equals("/"))
        .map(target -> new Action.PathChange(Action.PathChange.Kind.FULL, target))
        .map(change -> new Action.RedirectTo(302, "", "", 0, change))
        .map(action -> new NginxCanaries.Answer(root, rule, action));
  }

  private static Optional<Action> redirect(IngressRule rule, String key, int code) {
    return rule.annotation(PREFIX + key)
        .map(url -> new Action.Always(new Outcome.Redirect(codeOf(rule, key, code), url)));
  }

  private static int codeOf(IngressRule rule, String key, int otherwise) {
    return rule.annotation(PREFIX + key + "-code")
        .filter(code -> code.matches("3[0-9][0-9]"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }
}
