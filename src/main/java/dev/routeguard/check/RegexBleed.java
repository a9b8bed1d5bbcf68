package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * R08. One Ingress turns the paths of all others of its host into expressions; ingress-nginx#7586,
 * "Ingress Path Matching".
 */
public final class RegexBleed implements ChangeCheck {
  static final String NAME = "regex-bleed";
  private static final String DIALECT = "ingress-nginx";
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R08",
          NAME,
          "Regex mode flips a shared host",
          Severity.CRITICAL,
          "With ingress-nginx the change brings use-regex or a rewrite-target onto a host that other paths share: all its paths become case-insensitive regular expressions that match prefixes.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (Change change : situation.changes()) {
      if (change.ref().kind() == Kind.INGRESS && change.after() != null) {
        of(situation, change.after(), found);
      }
    }
    return found;
  }

  private static void of(Situation situation, KubernetesObject ingress, List<Found> found) {
    if (!isRegex(ingress)) {
      return;
    }
    for (Entry entry : situation.after().entriesOf(ingress.ref())) {
      if (!situation.after().dialectOf(entry).equals(DIALECT)) {
        continue;
      }
      Ingresses.hosts(ingress).stream()
          .filter(host -> !hasRegex(situation.before(), entry, host))
          .flatMap(host -> bled(situation.after(), entry, host, ingress).stream())
          .forEach(found::add);
    }
  }

  /** use-regex, or a rewrite-target; ingress-nginx, "Ingress Path Matching", warning. */
  private static boolean isRegex(KubernetesObject ingress) {
    var target = ingress.annotations().getOrDefault(PREFIX + "rewrite-target", "");
    return ingress.annotations().getOrDefault(PREFIX + "use-regex", "").equals("true")
        || !target.isEmpty()
            && Ingresses.rules(ingress).stream().anyMatch(rule -> !rule.path().equals(target));
  }

  private static boolean hasRegex(RouteTables tables, Entry entry, String host) {
    return tables.claiming(entry, host).stream()
        .flatMap(ref -> tables.estate().find(ref).stream())
        .anyMatch(RegexBleed::isRegex);
  }

  private static Optional<Found> bled(
      RouteTables tables, Entry entry, String host, KubernetesObject ingress) {
    return tables.claiming(entry, host).stream()
        .filter(ref -> !ref.equals(ingress.ref()))
        .flatMap(ref -> tables.estate().find(ref).stream())
        .flatMap(other -> Ingresses.rules(other).stream())
        .filter(rule -> rule.host().equals(host) && !rule.path().equals("/"))
        .findFirst()
        .map(rule -> found(host, ingress, rule));
  }

  private static Found found(String host, KubernetesObject ingress, IngressRule other) {
    return Found.at(
        DESCRIPTION,
        ingress.ref(),
        host,
        "metadata.annotations",
        "%s makes every path of %s a case-insensitive regular expression that matches prefixes,"
                .formatted(ingress.ref(), Wording.host(host))
            + " also %s of %s".formatted(other.path(), other.ingress().ref()),
        "Give the paths that need expressions a host of their own.");
  }
}
