package dev.routeguard.review;

import dev.routeguard.attestation.Approval;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.check.Note;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RouteDiff;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of changes and why. {@link #of} is the one judge: a pure function without client,
 * clock or logger that the webhook, the watch side and the command line all call.
 *
 * @param verdict the gravest of what findings and errors lead to
 * @param changes what was judged, as a whole
 * @param findings the gravest first; old ones and facts are among them and lead to nothing
 * @param errors checks and expressions that could not be evaluated
 * @param notes what could not be analysed and why
 * @param diff what changes for requests
 * @param impact how much that is
 * @param policies the policies that judged, with their generations
 * @param changeSet namespace and name of the RouteChangeSet that the change is a member of; empty
 *     where it is of none
 * @param attestations what people have said of the changes
 */
public record Review(
    Verdict verdict,
    List<Change> changes,
    List<JudgedFinding> findings,
    List<ReviewError> errors,
    List<Note> notes,
    RouteDiff diff,
    Impact impact,
    List<PolicyId> policies,
    String changeSet,
    List<Approval> attestations) {

  public Review {
    Objects.requireNonNull(verdict, "verdict");
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
    errors = List.copyOf(errors);
    notes = List.copyOf(notes);
    Objects.requireNonNull(diff, "diff");
    Objects.requireNonNull(impact, "impact");
    policies = List.copyOf(policies);
    Objects.requireNonNull(changeSet, "changeSet");
    attestations = List.copyOf(attestations);
  }

  /**
   * Judges one change.
   *
   * @param estate before the change
   */
  public static Review of(Change change, Estate estate, PolicyBook policies) {
    return of(List.of(change), estate, policies);
  }

  /**
   * Judges one change by what people have said of it, too: a member of a change set is judged
   * together with the members that are still to come.
   *
   * @param estate before the change
   */
  public static Review of(
      Change change, Estate estate, PolicyBook policies, Attestations attestations) {
    return of(attestations.whole(change, estate), estate, policies, attestations);
  }

  /**
   * Judges changes as a whole: the estate before all of them against the estate after all of them.
   *
   * @param changes at least one
   * @param estate before the changes
   */
  public static Review of(List<Change> changes, Estate estate, PolicyBook policies) {
    return of(changes, estate, policies, Attestations.none());
  }

  /** The same, by what people have said of the changes, too. */
  public static Review of(
      List<Change> changes, Estate estate, PolicyBook policies, Attestations attestations) {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("nothing to judge");
    }
    return new Judge(changes, estate, attestations).judge(policies);
  }

  /** What is wrong with one object as it stands, whatever policies there are. */
  public static Standing standing(Estate estate, ObjectRef object, Instant at) {
    return Standing.of(estate, object, at);
  }

  /** What is wrong with every routing object as it stands, whatever policies there are. */
  public static Standing standing(Estate estate, Instant at) {
    return Standing.of(estate, at);
  }

  /** Whether the change may go through. */
  public boolean isAdmitted() {
    return verdict == Verdict.ADMIT || verdict == Verdict.WARN;
  }

  /** The findings that lead to exactly this. */
  public List<JudgedFinding> findings(Verdict leading) {
    return findings.stream().filter(judged -> judged.verdict() == leading).toList();
  }

  /** The errors that lead to exactly this. */
  public List<ReviewError> errors(Verdict leading) {
    return errors.stream().filter(error -> error.verdict() == leading).toList();
  }
}
