package dev.routeguard.admission;

import dev.routeguard.attestation.Attestations;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.FailurePolicy;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.review.DenialText;
import dev.routeguard.review.Review;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Judges by {@link Review#of}, against the Estate and the policies of the moment. A crash in a
 * check is a finding inside the Review; only what is late is decided here.
 */
public final class EstateReviewer implements Reviewer, AutoCloseable {
  /** Field manager under which {@code routeguard plan} has the API server try changes. */
  public static final String PLANNING = "routeguard-plan";

  private static final int LONGEST_ANNOTATION = 1024;

  private final Supplier<Estate> estate;
  private final Supplier<PolicyBook> policies;
  private final Supplier<Attestations> attestations;
  private final BooleanSupplier synced;
  private final AdmissionListener listener;
  private final DenialRecorder denials;
  private final OwnObjectReviewer ownObjects;
  private final Clock clock;

  /**
   * Over suppliers, since both change all the time.
   *
   * @param synced whether Estate and policies are as complete as the API server's
   * @param denials closed with this reviewer
   * @param ownObjects judges writes of Routeguard's own kinds
   */
  public EstateReviewer(
      Supplier<Estate> estate,
      Supplier<PolicyBook> policies,
      Supplier<Attestations> attestations,
      BooleanSupplier synced,
      AdmissionListener listener,
      DenialRecorder denials,
      OwnObjectReviewer ownObjects,
      Clock clock) {
    this.estate = estate;
    this.policies = policies;
    this.attestations = attestations;
    this.synced = synced;
    this.listener = listener;
    this.denials = denials;
    this.ownObjects = ownObjects;
    this.clock = clock;
  }

  @Override
  public boolean isReady() {
    return synced.getAsBoolean();
  }

  @Override
  public Answer review(AdmissionCall call, Instant deadline) {
    if (isPlanned(call.change())) {
      return Answer.allow();
    }
    var review = Review.of(call.change(), estate.get(), policies.get(), attestations.get());
    var left = Duration.between(clock.instant(), deadline);
    if (left.isNegative()) {
      return late(call);
    }
    tell(call, review, left);
    return new Answer(
        review.isAdmitted(),
        review.isAdmitted() ? "" : DenialText.denial(review),
        DenialText.warnings(review),
        annotations(review));
  }

  /** A plan tries each object alone, and then judges all of them as a whole. */
  private static boolean isPlanned(Change change) {
    return change.dryRun() && change.actor().fieldManager().equals(PLANNING);
  }

  @Override
  public Answer review(OwnObjectCall call) {
    return ownObjects.review(call);
  }

  private void tell(AdmissionCall call, Review review, Duration left) {
    if (call.change().dryRun()) {
      return;
    }
    if (review.isAdmitted()) {
      listener.admitted(call, review);
    } else {
      denials.record(call, review, left);
    }
  }

  private static Map<String, String> annotations(Review review) {
    return Map.of("verdict", review.verdict().toString(), "policies", names(review.policies()));
  }

  private static String names(List<PolicyId> policies) {
    var names = policies.stream().map(PolicyId::qualifiedName).collect(Collectors.joining(","));
    return names.length() <= LONGEST_ANNOTATION ? names : names.substring(0, LONGEST_ANNOTATION);
  }

  /** What the policies' {@code failurePolicy} says: one Fail among those that could deny denies. */
  @Override
  public Answer late(AdmissionCall call) {
    var failing =
        policies.get().concerning(call.change()).stream()
            .filter(policy -> mayDeny(policy, call.change()))
            .filter(policy -> policy.failurePolicy() == FailurePolicy.FAIL)
            .map(CompiledPolicy::id)
            .toList();
    var audit = Map.of("verdict", "Late", "policies", names(failing));
    if (failing.isEmpty()) {
      return new Answer(true, "", List.of("routeguard: not judged in time, so not checked"), audit);
    }
    var ref = call.change().ref();
    return new Answer(
        false,
        "%s \"%s\" is forbidden: routeguard %s: the change could not be judged in time.\n"
                .formatted(ref.kind().plural(), ref.name(), names(failing))
            + "  The policy's failurePolicy is Fail. Try again.",
        List.of(),
        audit);
  }

  /** By what is cheap to tell; whether hosts and classes match takes the time that is not there. */
  private static boolean mayDeny(CompiledPolicy policy, Change change) {
    var match = policy.match();
    var ref = change.ref();
    return policy.mode().compareTo(Mode.DENY) >= 0
        && (match.kinds().isEmpty() || match.kinds().contains(ref.kind()))
        && (match.namespaces().isEmpty() || match.namespaces().contains(ref.namespace()));
  }

  @Override
  public void close() {
    denials.close();
  }
}
