package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.from.IngressClasses;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * R08. One Ingress with {@code use-regex} or a rewriting {@code rewrite-target} turns every
 * location of its host, whoever wrote it, into a case-insensitive prefix expression; ingress-nginx,
 * "Ingress Path Matching", kubernetes.io/blog 2026-02-27.
 */
public final class RegexBleed implements ChangeCheck {
  static final String NAME = "regex-bleed";
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";
  private static final Set<String> DIALECTS = Set.of("ingress-nginx", "traefik-ingress-nginx");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R08",
          NAME,
          "Regex mode flips a shared host",
          Severity.CRITICAL,
          "The change brings use-regex or a rewriting rewrite-target onto a host that had neither,"
              + " so that all its locations become case-insensitive expressions.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.INGRESS && change.after() != null)
        .flatMap(change -> found(situation, change))
        .toList();
  }

  private static Stream<Found> found(Situation situation, Change change) {
    var ingress = change.subject();
    var entry = new IngressClasses(situation.after().estate()).entryOf(ingress);
    if (!DIALECTS.contains(situation.after().dialectOf(entry))) {
      return Stream.empty();
    }
    return Ingresses.hosts(ingress).stream()
        .filter(host -> !host.isEmpty())
        .flatMap(host -> culprit(ingress, host).stream())
        .filter(rule -> !isRegex(situation.before(), entry, rule.host()))
        .flatMap(rule -> victim(situation, entry, rule).map(v -> found(rule, v)).stream());
  }

  private static Optional<IngressRule> culprit(KubernetesObject ingress, String host) {
    return Ingresses.rules(ingress).stream()
        .filter(rule -> rule.host().equals(host) && turnsOn(rule))
        .findFirst();
  }

  private static boolean turnsOn(IngressRule rule) {
    return rule.annotation(PREFIX + "use-regex").filter("true"::equals).isPresent()
        || rule.annotation(PREFIX + "rewrite-target")
            .filter(target -> !target.equals(rule.path()))
            .isPresent();
  }

  private static boolean isRegex(RouteTables tables, Entry entry, String host) {
    return rules(tables.estate(), entry, host).anyMatch(RegexBleed::turnsOn);
  }

  private static Stream<IngressRule> rules(Estate estate, Entry entry, String host) {
    return new IngressClasses(estate)
        .claiming(entry.name(), host).stream()
            .flatMap(ingress -> Ingresses.rules(ingress).stream())
            .filter(rule -> rule.host().equals(host) && !rule.isDefault());
  }

  /** A path that somebody else wrote, that was there before, or that asks to be exact. */
  private static Optional<IngressRule> victim(
      Situation situation, Entry entry, IngressRule culprit) {
    var host = culprit.host();
    var own = culprit.ingress().ref();
    var others =
        rules(situation.after().estate(), entry, host)
            .filter(rule -> !rule.ingress().ref().equals(own) || rule.isExact());
    var earlier =
        rules(situation.before().estate(), entry, host)
            .filter(rule -> rule.isExact() || rule.isPrefix());
    return Stream.concat(others, earlier)
        // What begins with / is everything, as an expression too.
        .filter(rule -> rule.isExact() || !rule.path().equals("/"))
        .filter(rule -> situation.after().estate().find(rule.ingress().ref()).isPresent())
        .findFirst();
  }

  private static Found found(IngressRule culprit, IngressRule victim) {
    var ingress = culprit.ingress().ref();
    return Found.at(
        DESCRIPTION,
        ingress,
        culprit.host(),
        "metadata.annotations",
        "%s turns all paths of %s into case-insensitive expressions, also %s (%s) of %s"
            .formatted(
                ingress, culprit.host(), victim.path(), victim.pathType(), victim.ingress().ref()),
        "Give the paths with expressions a host of their own.");
  }
}
