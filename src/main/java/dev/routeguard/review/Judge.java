package dev.routeguard.review;

import dev.routeguard.attestation.Attestations;
import dev.routeguard.attestation.ChangeSet;
import dev.routeguard.check.ConfiguredCheck;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Note;
import dev.routeguard.check.Novelty;
import dev.routeguard.check.Rules;
import dev.routeguard.check.Situation;
import dev.routeguard.check.Weighed;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import dev.routeguard.policy.CelCheck;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Exemption;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.policy.ScheduledMode;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RouteDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One sitting: asks each policy what it has to say and puts the verdict together. */
final class Judge {
  private final Set<String> sums = new HashSet<>();

  /** Of equal verdict, what sums up others comes after them. */
  private final Comparator<JudgedFinding> gravestFirst =
      Comparator.comparing(JudgedFinding::verdict)
          .reversed()
          .thenComparing(JudgedFinding::novelty)
          .thenComparing(judged -> sums.contains(judged.finding().check()))
          .thenComparing(judged -> judged.finding().severity())
          .thenComparing(JudgedFinding::policy)
          .thenComparing(judged -> judged.finding().object())
          .thenComparing(judged -> judged.finding().subject());

  private final Situation situation;
  private final Attestations attestations;
  private final Origin origin;
  private final Map<ConfiguredCheck, Attempt<List<Weighed>>> results = new HashMap<>();
  private final List<JudgedFinding> findings = new ArrayList<>();
  private final List<ReviewError> errors = new ArrayList<>();
  private final Set<Note> notes = new LinkedHashSet<>();
  private final List<PolicyId> judging = new ArrayList<>();

  Judge(List<Change> changes, Estate estate, Attestations attestations) {
    this.situation = Situation.of(changes, estate, attestations.meantDeletions(changes));
    this.attestations = attestations;
    this.origin = changes.get(0).origin();
  }

  Review judge(PolicyBook policies) {
    for (var policy : policies.policies()) {
      var changes = situation.changes().stream().filter(policy::concerns).toList();
      if (!changes.isEmpty()) {
        new Hearing(policy, changes, policies.params(policy)).hear();
      }
    }
    return review();
  }

  private Review review() {
    var diff = Attempt.at(situation::diff);
    var impact = Attempt.at(situation::impact);
    diff.problem().ifPresent(this::noteUnreadable);
    diff.value().ifPresent(found -> notes.addAll(Notes.of(found)));
    findings.sort(gravestFirst);
    return new Review(
        verdict(),
        situation.changes(),
        findings,
        errors,
        List.copyOf(notes),
        diff.value().orElse(RouteDiff.NONE),
        impact.value().orElse(Impact.NONE),
        judging,
        attestations.setOf(situation.changes().get(0)).map(ChangeSet::qualifiedName).orElse(""),
        situation.changes().stream().flatMap(change -> attestations.of(change).stream()).toList());
  }

  private void noteUnreadable(String problem) {
    var object = situation.changes().get(0).ref();
    notes.add(new Note("route-diff", object, "", "the routes could not be compared: " + problem));
  }

  private Verdict verdict() {
    var verdict = Verdict.ADMIT;
    for (var judged : findings) {
      verdict = verdict.or(judged.verdict());
    }
    for (var error : errors) {
      verdict = verdict.or(error.verdict());
    }
    return verdict;
  }

  /** What one policy has to say. */
  private final class Hearing {
    private final CompiledPolicy policy;
    private final Optional<ScheduledMode> stricter;
    private final Supplier<Object> params;
    private final List<Change> governed;
    private final Map<ObjectRef, CelHearing> expressions = new HashMap<>();
    private final Map<ObjectRef, Boolean> conditions = new HashMap<>();
    private boolean heard;

    Hearing(CompiledPolicy written, List<Change> changes, Supplier<Object> params) {
      this.stricter =
          changes.stream()
              .flatMap(change -> written.clauses().scheduled(change).stream())
              .max(Comparator.comparing(ScheduledMode::mode));
      this.policy = stricter.map(now -> written.withMode(now.mode())).orElse(written);
      this.params = params;
      this.governed =
          changes.stream()
              .filter(change -> matches(change.ref()) && conditionsHold(change))
              .toList();
    }

    void hear() {
      policy.checks().forEach(this::ask);
      for (var change : governed) {
        policy.expressions().forEach(expression -> ask(expression, change));
        demand(change);
      }
      if (heard) {
        judging.add(policy.id());
      }
    }

    // Before or after: an object can't leave a policy by the change that the policy is about.
    private boolean matches(ObjectRef ref) {
      var before = situation.before();
      var after = situation.after();
      return before.estate().find(ref).filter(object -> policy.governs(object, before)).isPresent()
          || after.estate().find(ref).filter(object -> policy.governs(object, after)).isPresent();
    }

    /** An object that nobody edits is asked about as if it were edited into what it is. */
    private boolean governs(ObjectRef ref) {
      return matches(ref)
          && conditions.computeIfAbsent(
              ref,
              one ->
                  policy.context().conditions().isEmpty()
                      || hearing(standing(one)).matches().holds());
    }

    private Change standing(ObjectRef ref) {
      var change = situation.changes().get(0);
      return Change.between(
          situation.before().estate().find(ref).orElse(null),
          situation.after().estate().find(ref).orElse(null),
          change.actor(),
          change.origin(),
          change.at());
    }

    private boolean conditionsHold(Change change) {
      if (policy.context().conditions().isEmpty()) {
        return true;
      }
      var answer = hearing(change).matches();
      answer.error().ifPresent(why -> error("match-conditions", why, policy.mode()));
      conditions.put(change.ref(), answer.holds());
      return answer.holds();
    }

    private CelHearing hearing(Change change) {
      return expressions.computeIfAbsent(
          change.ref(), ref -> new CelHearing(policy, change, situation, params));
    }

    private void ask(ConfiguredCheck check) {
      var result =
          results.computeIfAbsent(check, one -> Attempt.at(() -> Rules.apply(one, situation)));
      heard = heard || !governed.isEmpty();
      if (check.check().sumsUp()) {
        sums.add(check.check().name());
      }
      result.problem().ifPresent(why -> error(check.check().name(), why, policy.mode()));
      result.value().ifPresent(all -> all.forEach(this::add));
      if (!governed.isEmpty()) {
        var told = Attempt.at(() -> check.check().notes(situation, check.parameters()));
        told.problem().ifPresent(why -> error(check.check().name(), why, policy.mode()));
        told.value().ifPresent(notes::addAll);
      }
    }

    private void add(Weighed weighed) {
      if (governed.isEmpty() && !governs(weighed.finding().object())) {
        return;
      }
      heard = true;
      var finding =
          policy.severity() == null || weighed.lowered()
              ? weighed.finding()
              : weighed.finding().withSeverity(policy.severity());
      add(finding, weighed.novelty());
    }

    private void add(Finding finding, Novelty novelty) {
      var exemption = exemption(finding.object(), finding.check());
      var mode = mode(exemption);
      var verdict = consequence(mode).of(finding, novelty);
      findings.add(
          new JudgedFinding(
              timed(finding, verdict),
              novelty,
              policy.id(),
              mode,
              verdict,
              exemption.map(Exemption::inWords).orElse(""),
              policy.docsUrl()));
    }

    /** What falls under an exemption that makes no difference needs none. */
    private Optional<Exemption> exemption(ObjectRef object, String check) {
      return situation
          .at()
          .flatMap(at -> policy.clauses().exemption(object, check, at))
          .filter(exemption -> exemption.mode().compareTo(policy.mode()) < 0);
    }

    private Mode mode(Optional<Exemption> exemption) {
      return exemption.map(Exemption::mode).orElse(policy.mode());
    }

    private Consequence consequence(Mode mode) {
      return new Consequence(policy.withMode(mode), origin, situation.isFactsOnly());
    }

    /** Whoever is denied for the time of day must be told so. */
    private Finding timed(Finding finding, Verdict verdict) {
      return stricter
          .filter(now -> verdict != Verdict.ADMIT)
          .map(now -> now.window().reason())
          .map(why -> why.isEmpty() ? "stricter at this time" : "stricter at this time: " + why)
          .map(why -> finding.withMessage("%s (%s)".formatted(finding.message(), why)))
          .orElse(finding);
    }

    private void demand(Change change) {
      if (policy.requirements().isEmpty() || situation.isFactsOnly()) {
        return;
      }
      heard = true;
      if (attestations.isKnown()) {
        RequirementsHearing.missing(policy.requirements(), change, attestations)
            .forEach(finding -> add(finding, Novelty.ADDED));
      } else {
        notes.add(RequirementsHearing.notKnown(change.ref()));
      }
    }

    private void ask(CelCheck check, Change change) {
      var answer = hearing(change).ask(check);
      heard = heard || answer.isAnswer();
      answer
          .error()
          .ifPresent(why -> error(check.name(), why, mode(exemption(change.ref(), check.name()))));
      answer.finding().ifPresent(this::add);
    }

    private void error(String check, String why, Mode mode) {
      heard = true;
      errors.add(
          new ReviewError(
              policy.id(), mode, policy.failurePolicy(), check, why, consequence(mode).ofError()));
    }
  }
}
