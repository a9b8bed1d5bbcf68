package dev.routeguard.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules every check obeys, in one place. Where each of the catalogue's eleven lives:
 *
 * <ol>
 *   <li>Words: {@code routing} (entry, served) and {@link Wording}.
 *   <li>Ratchet: {@link #novelty}; a finding that moves with its match to another object is old.
 *   <li>Whole change: {@link Situation}, whose scope includes objects nobody edited.
 *   <li>Repair is free: a state finding that is gone after the change is not in the result.
 *   <li>Silence: state checks see routes, change checks the route diff; neither shows bookkeeping.
 *   <li>Defaults: the translators fill them in before anything is compared.
 *   <li>ACME solvers: {@link AcmeSolvers}.
 *   <li>First install: {@link FirstInstall}.
 *   <li>Carving: {@link Carving}, asked by the checks that judge who answers.
 *   <li>Undefined and unknown: notes beside the findings, from the diff and from the checks.
 *   <li>Facts are not changes: {@link Facts}.
 * </ol>
 */
public final class Rules {
  private Rules() {}

  /** What the check finds in the changes, weighed. */
  public static List<Weighed> apply(ConfiguredCheck configured, Situation situation) {
    var check = configured.check();
    var parameters = configured.parameters();
    var facts = situation.isFactsOnly();
    return check instanceof StateCheck state
        ? difference(state, parameters, situation, facts)
        : weigh(((ChangeCheck) check).find(situation, parameters), situation, facts);
  }

  /** What the check finds in an estate as it stands; nothing is added, so nothing can deny. */
  public static List<Finding> standing(ConfiguredCheck configured, Scope scope) {
    if (!(configured.check() instanceof StateCheck state)) {
      return List.of();
    }
    var acme = AcmeSolvers.in(scope.estate());
    return distinct(state.find(scope, configured.parameters())).stream()
        .map(Found::finding)
        .filter(finding -> !acme.isExempt(finding))
        .toList();
  }

  private static List<Weighed> weigh(List<Found> found, Situation situation, boolean facts) {
    var acme = AcmeSolvers.in(situation.before().estate(), situation.after().estate());
    return distinct(found).stream()
        .map(Found::finding)
        .filter(finding -> !acme.isExempt(finding))
        .map(finding -> witnessed(finding, situation))
        .map(finding -> new Weighed(finding, facts ? Novelty.FACT : Novelty.ADDED))
        .toList();
  }

  private static List<Weighed> difference(
      StateCheck check, Parameters parameters, Situation situation, boolean facts) {
    var touched = situation.touched();
    var after =
        distinct(check.find(new Scope(situation.after(), touched, situation.at()), parameters));
    if (after.isEmpty()) {
      return List.of();
    }
    var before =
        distinct(check.find(new Scope(situation.before(), touched, situation.at()), parameters));
    var acme = AcmeSolvers.in(situation.before().estate(), situation.after().estate());
    var old = new Ratchet(before, after);
    var weighed = new ArrayList<Weighed>();
    for (var found : after) {
      if (!acme.isExempt(found.finding())) {
        weighed.add(weigh(found, novelty(old, found, facts), situation));
      }
    }
    return weighed;
  }

  private static Novelty novelty(Ratchet old, Found found, boolean facts) {
    if (old.knows(found.finding())) {
      return Novelty.STANDING;
    }
    return facts ? Novelty.FACT : Novelty.ADDED;
  }

  private static Weighed weigh(Found found, Novelty novelty, Situation situation) {
    var finding = found.finding();
    if (novelty == Novelty.STANDING) {
      return new Weighed(finding, novelty);
    }
    var lowered = FirstInstall.lower(finding, found.route(), situation);
    return new Weighed(
        witnessed(lowered, situation), novelty, lowered.severity() != finding.severity());
  }

  /** What is wrong with an object as a whole shows at any request it takes. */
  private static Finding witnessed(Finding finding, Situation situation) {
    return finding.witness().isEmpty()
        ? Stream.of(situation.after(), situation.before())
            .flatMap(tables -> tables.routesOf(finding.object()).stream())
            .findFirst()
            .map(route -> finding.withWitness(route.witness().toString()))
            .orElse(finding)
        : finding;
  }

  /** One finding per identity: a route on two listeners is found twice. The gravest stays. */
  private static List<Found> distinct(List<Found> all) {
    var byIdentity = new LinkedHashMap<Finding.Identity, Found>();
    for (var found : all) {
      byIdentity.merge(
          found.finding().identity(),
          found,
          (one, two) ->
              two.finding().severity().compareTo(one.finding().severity()) < 0 ? two : one);
    }
    return List.copyOf(byIdentity.values());
  }

  /**
   * Admission judges what a change adds. What was found before under the same identity is old, and
   * so is what vanished from one object and stands, check and subject alike, on another.
   */
  private static final class Ratchet {
    private final Set<Finding.Identity> known;
    private final Map<Subject, Integer> moved = new LinkedHashMap<>();

    Ratchet(List<Found> before, List<Found> after) {
      known = identities(before);
      var remaining = identities(after);
      for (var found : before) {
        if (!remaining.contains(found.finding().identity())) {
          moved.merge(Subject.of(found.finding()), 1, Integer::sum);
        }
      }
    }

    boolean knows(Finding finding) {
      return known.contains(finding.identity()) || take(Subject.of(finding));
    }

    private boolean take(Subject subject) {
      var left = moved.getOrDefault(subject, 0);
      if (left > 0) {
        moved.put(subject, left - 1);
      }
      return left > 0;
    }

    private static Set<Finding.Identity> identities(List<Found> all) {
      return all.stream().map(found -> found.finding().identity()).collect(Collectors.toSet());
    }

    private record Subject(String check, String subject) {
      static Subject of(Finding finding) {
        return new Subject(finding.check(), finding.subject());
      }
    }
  }
}
