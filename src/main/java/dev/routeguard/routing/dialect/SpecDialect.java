package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
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
 * Ingress by the API's own text (networking/v1 types.go): the host is matched before the path, a
 * wildcard covers one label, the longest path wins and on equal length Exact. Across objects the
 * API says nothing, so two that claim the same host and path leave the winner open.
 */
public final class SpecDialect implements Dialect {
  static final String NAME = "spec";

  private static final Comparator<IngressRule> ORDER =
      Comparator.comparing(IngressRule::isDefault)
          .thenComparing(rule -> rule.path().length(), Comparator.reverseOrder())
          .thenComparing(rule -> rule.pathType().equals("Exact") ? 0 : 1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Estate estate, Entry entry, String host) {
    var reading = new IngressReading(estate, entry, annotation -> true);
    var claimed = claimed(reading, host);
    var served = served(reading, claimed);
    var notes = new ArrayList<>(reading.notes(served));
    var rules = new ArrayList<>(rulesOf(served, claimed));
    reading.claiming("").forEach(object -> Ingresses.defaultBackend(object).ifPresent(rules::add));
    rules.forEach(rule -> note(rule).ifPresent(notes::add));
    return reading.table(host, routes(reading, rules, served, host), notes);
  }

  /** The most specific host as written that some rule names. */
  private static String claimed(IngressReading reading, String host) {
    for (String written : List.of(host, IngressReading.wildcardOf(host))) {
      if (!written.isEmpty() && !rulesOf(reading.claiming(written), written).isEmpty()) {
        return written;
      }
    }
    return "";
  }

  private static List<KubernetesObject> served(IngressReading reading, String claimed) {
    return reading.claiming(claimed).stream()
        .filter(ingress -> !rulesOf(List.of(ingress), claimed).isEmpty())
        .toList();
  }

  private static List<IngressRule> rulesOf(List<KubernetesObject> ingresses, String claimed) {
    return ingresses.stream()
        .flatMap(ingress -> Ingresses.rules(ingress).stream())
        .filter(rule -> !rule.isDefault() && rule.host().equals(claimed))
        .toList();
  }

  private static List<Route> routes(
      IngressReading reading, List<IngressRule> rules, List<KubernetesObject> served, String host) {
    rules.sort(ORDER);
    var certificate = IngressReading.certificate(served, host);
    var routes = new ArrayList<Route>();
    for (int i = 0, rank = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      rank = i > 0 && ORDER.compare(rules.get(i - 1), rule) == 0 ? rank : i;
      var action = new Action.Always(reading.forward(rule));
      var secure = IngressReading.overTls(action, certificate);
      routes.add(route(Listening.HTTP, rule, rank, action));
      routes.add(route(Listening.HTTPS, rule, rank, secure));
    }
    return routes;
  }

  private static Route route(Listening listening, IngressRule rule, int rank, Action action) {
    var type = rule.pathType().equals("Exact") ? PathType.EXACT : PathType.PREFIX;
    var match = RouteMatch.ofPath(rule.host(), rule.path(), type);
    return new Route(listening, match, rule.ingress().ref(), rule.fieldPath(), rank, action);
  }

  private static Optional<Untranslated> note(IngressRule rule) {
    return rule.pathType().equals("ImplementationSpecific")
        ? Optional.of(
            new Untranslated(
                rule.ingress().ref(),
                rule.fieldPath() + ".pathType",
                "ImplementationSpecific is up to the class; read as Prefix"))
        : Optional.empty();
  }
}
