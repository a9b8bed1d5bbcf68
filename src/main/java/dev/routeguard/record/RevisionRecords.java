package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RevisionReason;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.api.v1alpha1.RouteRevisionSpec;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes good states down as RouteRevisions. */
final class RevisionRecords {
  private final RecordPlaces places;
  private final Clock clock;

  RevisionRecords(RecordPlaces places, Clock clock) {
    this.places = places;
    this.clock = clock;
  }

  /**
   * The revision of an object's state. Without owner reference: garbage collection would delete it
   * exactly when the bad change is a deletion.
   *
   * @param number higher than that of every earlier one
   * @param change name of the record that led to it; null for the first sight of an object
   */
  RouteRevision revision(
      KubernetesObject object, long number, RevisionReason reason, @Nullable String change) {
    var revision = new RouteRevision();
    revision.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(places.namespaceFor(object.ref()))
            .withName(RecordName.ofLanded(object.ref(), null, object))
            .addToLabels(RecordPlaces.MANAGED_BY, RecordPlaces.ROUTEGUARD)
            .build());
    Ownership.of(object)
        .ifPresent(owner -> revision.getMetadata().getAnnotations().put(Ownership.OWNER, owner));
    revision.setSpec(spec(object, number, reason, change));
    return revision;
  }

  private RouteRevisionSpec spec(
      KubernetesObject object, long number, RevisionReason reason, @Nullable String change) {
    var state = StoredState.of(object);
    var spec = new RouteRevisionSpec();
    spec.object = ChangeRecords.reference(object);
    spec.revision = number;
    spec.time = clock.instant();
    spec.fingerprint = Fingerprint.of(object);
    spec.hash = Digest.ofDocument(StoredState.normal(state));
    spec.state = state;
    spec.reason = reason;
    spec.change = change;
    return spec;
  }
}
