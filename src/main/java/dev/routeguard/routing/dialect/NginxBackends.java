package dev.routeguard.routing.dialect;

import static dev.routeguard.routing.dialect.IngressNginxDialect.PREFIX;

import com.google.re2j.Pattern;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.from.IngressRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a location of ingress-nginx does with a request: its backend, or where that has no endpoint
 * the one of {@code default-backend} (annotations.md "Default Backend"); the path that arrives
 * there ({@code rewrite-target}).
 */
final class NginxBackends {
  /** The usual ways to say that a prefix goes: {@code /api(/|$)(.*)} and {@code /api/(.*)}. */
  private static final Pattern PREFIX_AND_REST =
      Pattern.compile("[^()]*(?:\\(/\\|\\$\\)\\(\\.\\*\\)|/\\(\\.\\*\\)|\\(/\\.\\*\\))\\$?");

  private NginxBackends() {}

  static boolean isForward(Action action) {
    return action instanceof Action.Always always && always.outcome() instanceof Outcome.Forward;
  }

  static Outcome.Forward forward(IngressReading reading, IngressRule rule) {
    var share = reading.share(rule);
    var answering = share.isServed() ? share : fallback(reading, rule).orElse(share);
    return new Outcome.Forward(List.of(answering), attributes(reading, rule));
  }

  /** The first port of the Service of {@code default-backend}, where it can answer. */
  private static Optional<Share> fallback(IngressReading reading, IngressRule rule) {
    var namespace = rule.ingress().ref().namespace();
    return rule.annotation(PREFIX + "default-backend")
        .flatMap(name -> reading.estate().service(namespace, name))
        .flatMap(
            service ->
                Tree.maps(service.map("spec"), "ports").stream()
                    .findFirst()
                    .map(port -> Long.toString(Tree.number(port, "port", 0)))
                    .map(port -> new Backend(namespace, service.ref().name(), port)))
        .map(backend -> reading.share(backend, 100))
        .filter(Share::isServed);
  }

  static Map<String, String> attributes(IngressReading reading, IngressRule rule) {
    var attributes = new HashMap<>(reading.attributes(rule));
    rule.annotation(PREFIX + "rewrite-target")
        .filter(target -> !target.equals(rule.path()))
        .ifPresent(
            target -> attributes.put(RouteAttribute.REWRITE_PATH.key(), rewrite(rule, target)));
    return attributes;
  }

  /** In the words of a path rewrite of Gateway API where it can be said in them. */
  private static String rewrite(IngressRule rule, String target) {
    if (!target.contains("$")) {
      return "full " + target;
    }
    var kept = target.replaceAll("/?\\$[12]$", "");
    return PREFIX_AND_REST.matches(rule.path()) && !kept.contains("$")
        ? "prefix " + (kept.isEmpty() ? "/" : kept)
        : "expression " + rule.path() + " to " + target;
  }
}
