package dev.routeguard.admission;

import dev.routeguard.api.v1alpha1.Person;
import dev.routeguard.api.v1alpha1.RouteApproval;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.attestation.AttestationSource;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.attestation.ChangeSet;
import dev.routeguard.attestation.Proposal;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Operation;
import dev.routeguard.estate.Origin;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.DenialText;
import dev.routeguard.review.Review;
import dev.routeguard.review.Verdict;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Admits what people say of proposed changes: nobody speaks for somebody else, nothing lasts for
 * ever, and a change set is judged as a whole before any of it counts. Specs are immutable by their
 * schema, so only creations are asked about.
 */
public final class AttestationReviewer implements OwnObjectReviewer {
  /** A word on a change is for these days, not for a change that comes back in a year. */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Supplier<Estate> estate;
  private final Supplier<PolicyBook> policies;
  private final Supplier<Attestations> attestations;
  private final Access access;
  private final KubernetesSerialization serialization;
  private final DenialRecorder denials;

  /**
   * Over suppliers, since all of it changes all the time.
   *
   * @param access what people may do
   * @param denials hears of sets that are denied
   */
  public AttestationReviewer(
      Supplier<Estate> estate,
      Supplier<PolicyBook> policies,
      Supplier<Attestations> attestations,
      Access access,
      KubernetesSerialization serialization,
      DenialRecorder denials) {
    this.estate = estate;
    this.policies = policies;
    this.attestations = attestations;
    this.access = access;
    this.serialization = serialization;
    this.denials = denials;
  }

  @Override
  public Answer review(OwnObjectCall call) {
    if (call.operation() != Operation.CREATE) {
      return Answer.allow();
    }
    try {
      return switch (call.kind()) {
        case "RouteApproval" ->
            approval(call, serialization.convertValue(call.document(), RouteApproval.class));
        case "RouteChangeSet" ->
            changeSet(call, serialization.convertValue(call.document(), RouteChangeSet.class));
        default -> Answer.allow();
      };
    } catch (IllegalArgumentException e) {
      return denied(call, Objects.toString(e.getMessage(), "it can't be read"));
    }
  }

  private Answer approval(OwnObjectCall call, RouteApproval resource) {
    checkPerson("spec.by", resource.getSpec().by, call.actor());
    var approval = AttestationSource.read(resource);
    checkExpiry(approval.expiresAt(), call.at());
    var place = attestations.get().namespaceFor(approval.proposal().object());
    if (!approval.namespace().equals(place)) {
      throw new IllegalArgumentException(
          "it must be in namespace %s, as %s is".formatted(place, approval.proposal().object()));
    }
    return Answer.allow();
  }

  private Answer changeSet(OwnObjectCall call, RouteChangeSet resource) {
    checkPerson("spec.submittedBy", resource.getSpec().submittedBy, call.actor());
    var set = AttestationSource.read(resource);
    checkExpiry(set.expiresAt(), call.at());
    var now = estate.get();
    var changes = set.outstanding(now, call.actor(), Origin.ADMISSION, call.at());
    changes.forEach(change -> checkMember(change, set, call.actor()));
    if (changes.isEmpty()) {
      return new Answer(
          true, "", List.of("routeguard: every object stands as the set leaves it"), Map.of());
    }
    var review = Review.of(changes, now, policies.get(), attestations.get().with(set));
    if (!review.isAdmitted() && !call.dryRun()) {
      denials.record(refused(call, changes, review), review);
    }
    return new Answer(
        review.isAdmitted(),
        review.isAdmitted() ? "" : DenialText.denial(review),
        DenialText.warnings(review),
        Map.of("verdict", review.verdict().toString()));
  }

  /** The members for whose sake the set is denied, or all where no finding names one. */
  private static List<AdmissionCall> refused(
      OwnObjectCall call, List<Change> changes, Review review) {
    var guilty =
        review.findings().stream()
            .filter(judged -> judged.verdict() == Verdict.DENY)
            .map(judged -> judged.finding().object())
            .collect(Collectors.toSet());
    var named = changes.stream().filter(change -> guilty.contains(change.ref())).toList();
    return (named.isEmpty() ? changes : named)
        .stream().map(change -> new AdmissionCall(call.uid(), change)).toList();
  }

  /**
   * Nobody can name a change that they may not make: a set with somebody else's deletion in it
   * would make a stolen host look like one that moves.
   */
  private void checkMember(Change change, ChangeSet set, Actor actor) {
    var verb = change.operation().name().toLowerCase(Locale.ROOT);
    if (!access.isAllowed(actor, verb, change.ref())) {
      throw new IllegalArgumentException(
          "%s may not %s %s, so it can't be in a set of theirs"
              .formatted(actor.user(), verb, change.ref()));
    }
    if (change.after() == null
        && set.members().stream().noneMatch(one -> one.proposal().equals(Proposal.of(change)))) {
      throw new IllegalArgumentException(
          "%s, which is to be deleted, has changed since: plan again".formatted(change.ref()));
    }
  }

  private static void checkPerson(String field, @Nullable Person person, Actor actor) {
    if (person == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    if (!person.user.equals(actor.user())) {
      throw new IllegalArgumentException(
          "%s.user: you are %s, and nobody speaks for somebody else"
              .formatted(field, actor.user()));
    }
    var foreign = new HashSet<>(Objects.requireNonNullElse(person.groups, List.of()));
    foreign.removeAll(actor.groups());
    if (!foreign.isEmpty()) {
      throw new IllegalArgumentException(
          "%s.groups: you are not in %s".formatted(field, String.join(", ", foreign)));
    }
  }

  private static void checkExpiry(Instant expiresAt, Instant now) {
    if (!now.isBefore(expiresAt)) {
      throw new IllegalArgumentException("spec.expiresAt: %s is past".formatted(expiresAt));
    }
    if (now.plus(LONGEST).isBefore(expiresAt)) {
      throw new IllegalArgumentException(
          "spec.expiresAt: %s is more than %d days away".formatted(expiresAt, LONGEST.toDays()));
    }
  }

  private static Answer denied(OwnObjectCall call, String why) {
    return new Answer(
        false, "%s is forbidden: routeguard: %s".formatted(call.kind(), why), List.of(), Map.of());
  }
}
