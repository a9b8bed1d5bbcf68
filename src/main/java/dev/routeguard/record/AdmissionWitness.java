package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Origin;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.Review;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What a replica that does not lead adds: it admitted a change, so it alone knows who asked, and
 * writes the record with the user in it. The leader waits a moment for that, and acts on it.
 */
final class AdmissionWitness {
  private static final Logger LOG = Logger.getLogger(AdmissionWitness.class);

  private final RecordStore store;
  private final PendingAdmissions pending;
  private final Supplier<PolicyBook> policies;
  private final Supplier<Attestations> attestations;
  private final ChangeRecords records;

  AdmissionWitness(LandedChanges.Surroundings with) {
    this.store = with.store();
    this.pending = with.pending();
    this.policies = with.policies();
    this.attestations = with.attestations();
    this.records = new ChangeRecords(with.places());
  }

  /**
   * Records the change where this replica admitted it.
   *
   * @param estate before the change
   */
  void saw(Landing landing, Estate estate) {
    pending
        .whoAskedFor(landing.ref(), landing.before(), landing.after())
        .ifPresent(actor -> recordOrLeaveIt(landing, actor, estate));
  }

  private void recordOrLeaveIt(Landing landing, Actor actor, Estate estate) {
    try {
      record(landing, actor, estate);
    } catch (KubernetesClientException e) {
      // The leader records the change all the same, with the field manager for a hint.
      LOG.warnf("could not add who made %s: %s", landing, e.getMessage());
    }
  }

  private void record(Landing landing, Actor actor, Estate estate) {
    var change =
        Change.between(landing.before(), landing.after(), actor, Origin.WATCH, landing.at());
    var review = Review.of(change, estate, policies.get(), attestations.get());
    var entry =
        new ChangeEntry(
            landing.recordName(), change, review, Origin.ADMISSION, true, revision(landing));
    store.ensure(records.record(entry));
  }

  private String revision(Landing landing) {
    return store.revisionsOf(landing.ref()).stream()
        .max(Comparator.comparing(revision -> Ledger.Good.of(revision).number()))
        .map(AdmissionWitness::name)
        .orElse("");
  }

  private static String name(RouteRevision revision) {
    return revision.getMetadata().getName();
  }
}
