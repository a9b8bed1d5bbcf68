package dev.routeguard.routing.dialect;

import static dev.routeguard.routing.dialect.IngressNginxDialect.PREFIX;

import com.google.re2j.Pattern;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.from.IngressRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Canary Ingresses (annotations.md "Canary"; controller.go mergeAlternativeBackends): the first one
 * whose host, path and type are those of a primary joins it; header goes before cookie goes before
 * weight. A canary without ready endpoints is passed over (rootfs/etc/nginx/lua/balancer.lua).
 */
final class NginxCanaries {
  private static final String HEADER = PREFIX + "canary-by-header";
  private static final String COOKIE = PREFIX + "canary-by-cookie";

  /** An answer of a location; the rule is the one whose object gives it. */
  record Answer(RouteMatch match, IngressRule rule, Action action) {}

  private final IngressReading reading;
  private final NginxFamily family;
  private final List<IngressRule> canaries;
  private final Map<Backend, Optional<IngressRule>> leaks = new HashMap<>();
  private final Map<String, List<IngressRule>> canariesByHost = new HashMap<>();

  NginxCanaries(
      IngressReading reading, List<KubernetesObject> ingresses, String server, NginxFamily family) {
    this.reading = reading;
    this.family = family;
    this.canaries =
        ingresses.stream()
            .filter(IngressNginxDialect::isCanary)
            .flatMap(ingress -> reading.rules(ingress).stream())
            .filter(rule -> rule.host().equals(server) && !rule.isDefault())
            .toList();
  }

  /** The answers of a location in the order they are tried; the last one takes what is left. */
  List<Answer> answers(IngressRule primary, RouteMatch match) {
    var canary = canaryOf(primary);
    if (canary.isEmpty() || !reading.share(canary.get().backend(), 100).isServed()) {
      return List.of(new Answer(match, primary, always(NginxBackends.forward(reading, primary))));
    }
    var answers = new ArrayList<Answer>();
    byHeader(answers, primary, canary.get(), match);
    byCookie(answers, primary, canary.get(), match);
    answers.add(new Answer(match, primary, always(split(primary, canary.get()))));
    return answers;
  }

  private Optional<IngressRule> canaryOf(IngressRule primary) {
    var own = canaries.stream().filter(rule -> joins(rule, primary)).findFirst();
    if (own.isPresent() || !family.canaryFollowsService()) {
      return own;
    }
    return leaks.computeIfAbsent(primary.backend(), this::leaked);
  }

  /** The canary of another path or host whose primary has the same Service and port. */
  private Optional<IngressRule> leaked(Backend backend) {
    return reading.routesTo(backend).stream()
        .filter(rule -> !IngressNginxDialect.isCanary(rule.ingress()))
        .flatMap(other -> canariesOf(other.host()).stream().filter(rule -> joins(rule, other)))
        .findFirst();
  }

  private List<IngressRule> canariesOf(String host) {
    return canariesByHost.computeIfAbsent(
        host,
        written ->
            reading.rulesOf(written).stream()
                .filter(rule -> IngressNginxDialect.isCanary(rule.ingress()))
                .toList());
  }

  private static boolean joins(IngressRule canary, IngressRule primary) {
    return !primary.isDefault()
        && canary.path().equals(primary.path())
        && NginxServer.isExact(canary) == NginxServer.isExact(primary)
        && !canary.backend().equals(primary.backend());
  }

  private void byHeader(
      List<Answer> answers, IngressRule primary, IngressRule canary, RouteMatch match) {
    var name = canary.annotation(HEADER);
    if (name.isEmpty()) {
      return;
    }
    var value = canary.annotation(HEADER + "-value");
    var pattern = canary.annotation(HEADER + "-pattern");
    if (value.isPresent()) {
      var wanted = RouteMatch.literal(value.get());
      answers.add(new Answer(with(match, name.get(), wanted), canary, toCanary(primary, canary)));
    } else if (pattern.isPresent()) {
      var wanted = RouteMatch.regex(".*(?:" + pattern.get() + ").*");
      answers.add(new Answer(with(match, name.get(), wanted), canary, toCanary(primary, canary)));
    } else {
      alwaysOrNever(answers, primary, canary, match, name.get(), "", "");
    }
  }

  private void byCookie(
      List<Answer> answers, IngressRule primary, IngressRule canary, RouteMatch match) {
    canary
        .annotation(COOKIE)
        .map(name -> "(?:.*; ?)?" + Pattern.quote(name) + "=")
        .ifPresent(
            start ->
                alwaysOrNever(answers, primary, canary, match, "cookie", "~" + start, "(?:;.*)?"));
  }

  private void alwaysOrNever(
      List<Answer> answers,
      IngressRule primary,
      IngressRule canary,
      RouteMatch match,
      String header,
      String start,
      String end) {
    var yes = with(match, header, start + "always" + end);
    var no = with(match, header, start + "never" + end);
    answers.add(new Answer(yes, canary, toCanary(primary, canary)));
    answers.add(new Answer(no, primary, always(NginxBackends.forward(reading, primary))));
  }

  private static RouteMatch with(RouteMatch match, String header, String value) {
    var headers = new HashMap<>(match.headers());
    headers.put(header.toLowerCase(Locale.ROOT), value);
    return new RouteMatch(
        match.host(), match.path(), match.pathType(), match.method(), headers, match.query());
  }

  /** The location stays the primary's, so its annotations hold for canary requests too. */
  private Action toCanary(IngressRule primary, IngressRule canary) {
    return always(
        new Outcome.Forward(
            List.of(reading.share(canary.backend(), 100)),
            NginxBackends.attributes(reading, primary)));
  }

  private Outcome split(IngressRule primary, IngressRule canary) {
    double total = number(canary, "canary-weight-total").filter(n -> n > 0).orElse(100L);
    double percent = Math.min(100, number(canary, "canary-weight").orElse(0L) * 100 / total);
    var attributes = NginxBackends.attributes(reading, primary);
    if (percent <= 0) {
      return NginxBackends.forward(reading, primary);
    }
    var toCanary = reading.share(canary.backend(), percent);
    if (percent >= 100) {
      return new Outcome.Forward(List.of(toCanary), attributes);
    }
    var toPrimary = reading.share(primary.backend(), 100 - percent);
    return new Outcome.Forward(List.of(toPrimary, toCanary), Map.copyOf(attributes));
  }

  private static Optional<Long> number(IngressRule rule, String key) {
    return rule.annotation(PREFIX + key).filter(v -> v.matches("[0-9]{1,9}")).map(Long::parseLong);
  }

  private static Action always(Outcome outcome) {
    return new Action.Always(outcome);
  }
}
