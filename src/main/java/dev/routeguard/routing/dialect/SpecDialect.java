package dev.routeguard.routing.dialect;

import dev.routeguard.routing.Action;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteMatch.PathType;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/**
 * Ingress by the API's own text (networking/v1 types.go): the host is matched before the path, a
 * wildcard covers one label, the longest path wins and on equal length Exact. Across objects the
 * API says nothing, so two that claim the same host and path leave the winner open.
 */
public final class SpecDialect implements Dialect {
  static final String NAME = "spec";

  private static final IngressReading.Facts FACTS =
      new IngressReading.Facts(annotation -> true, 503, 503, Endpoints.Usable.READY);

  private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::rule, rules());

  private static Comparator<IngressRule> rules() {
    return Comparator.comparing(IngressRule::isDefault)
        .thenComparing(rule -> rule.path().length(), Comparator.reverseOrder())
        .thenComparing(rule -> rule.isExact() ? 0 : 1);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = new IngressReading(translations, entry, FACTS);
    var claimed =
        Hosts.mostSpecific(Hosts.byOneLabel(host), written -> !reading.rulesOf(written).isEmpty());
    var rules = new ArrayList<>(reading.rulesOf(claimed));
    var served = RuleTable.objects(rules);
    var certificate = IngressReading.certificate(served, host);
    var notes = new ArrayList<>(reading.notes(served));
    rules.addAll(reading.defaults());
    rules.forEach(rule -> note(rule).ifPresent(notes::add));
    var candidates = rules.stream().map(rule -> candidate(reading, rule, certificate)).toList();
    return reading.table(host, RuleTable.ranked(candidates, ORDER), notes);
  }

  private static Candidate candidate(IngressReading reading, IngressRule rule, String certificate) {
    var type = rule.isExact() ? PathType.EXACT : PathType.PREFIX;
    var match = RouteMatch.ofPath(rule.host(), rule.path(), type);
    return Candidate.of(rule, match, new Action.Always(reading.forward(rule)), certificate);
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
