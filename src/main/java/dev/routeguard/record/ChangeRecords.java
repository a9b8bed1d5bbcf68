package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeActor;
import dev.routeguard.api.v1alpha1.ChangeOperation;
import dev.routeguard.api.v1alpha1.ChangeOrigin;
import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.api.v1alpha1.ObjectReference;
import dev.routeguard.api.v1alpha1.PolicyKind;
import dev.routeguard.api.v1alpha1.PolicyReference;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeSpec;
import dev.routeguard.api.v1alpha1.VerdictName;
import dev.routeguard.attestation.Approval;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.review.Checklist;
import dev.routeguard.review.Review;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a judged change down as a RouteChange: bounded, with what users chose made harmless, and
 * with nothing that a Secret could be in.
 */
final class ChangeRecords {
  /** Whether the change landed; the record of a denial has the same spec otherwise. */
  static final String LANDED = "routeguard.dev/landed";

  private static final int MOST_USER = 512;
  private static final int MOST_MANAGER = 128;

  private final RecordPlaces places;

  ChangeRecords(RecordPlaces places) {
    this.places = places;
  }

  RouteChange record(ChangeEntry entry) {
    var record = new RouteChange();
    record.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(places.namespaceFor(entry.change().ref()))
            .withName(entry.name())
            .addToLabels(LANDED, Boolean.toString(entry.hasLanded()))
            .addToLabels(RecordPlaces.MANAGED_BY, RecordPlaces.ROUTEGUARD)
            .build());
    record.setSpec(spec(entry));
    return record;
  }

  private RouteChangeSpec spec(ChangeEntry entry) {
    var change = entry.change();
    var review = entry.review();
    var spec = new RouteChangeSpec();
    spec.object = object(entry);
    spec.operation = ChangeOperation.valueOf(change.operation().name());
    spec.actor = actor(change.actor());
    spec.origin = entry.origin() == Origin.ADMISSION ? ChangeOrigin.ADMISSION : ChangeOrigin.WATCH;
    spec.time = change.at();
    spec.verdict = VerdictName.valueOf(review.verdict().name());
    spec.fingerprint = change.after() == null ? null : Fingerprint.of(change.after());
    spec.summary = Summary.of(review);
    spec.findings = FindingRecords.of(review);
    spec.findingsTotal = review.findings().size() + review.errors().size();
    spec.diff = DiffRecords.of(review.diff());
    spec.impact = DiffRecords.of(review.impact());
    addPatch(spec, change);
    spec.revisionBefore = entry.revisionBefore().isEmpty() ? null : entry.revisionBefore();
    spec.policies =
        review.policies().stream().limit(Limits.POLICIES).map(ChangeRecords::policy).toList();
    spec.changeSet = orAbsent(review.changeSet());
    spec.attestations = attestations(review);
    spec.checklist = orAbsent(checklist(entry));
    return spec;
  }

  private String checklist(ChangeEntry entry) {
    return new Checklist(entry.review(), putBack(entry)).markdown(Limits.CHECKLIST);
  }

  private List<String> putBack(ChangeEntry entry) {
    var ref = entry.change().ref();
    if (!entry.revisionBefore().isEmpty()) {
      return List.of(
          "`kubectl get routerevision %s -n %s -o jsonpath='{.spec.state}' | kubectl apply -f -`"
              .formatted(entry.revisionBefore(), places.namespaceFor(ref)));
    }
    return List.of(
        entry.change().before() == null
            ? "Delete %s: it was not there before.".formatted(ref)
            : "Apply the manifest of %s as it was before.".formatted(ref));
  }

  private static List<String> attestations(Review review) {
    var words = review.attestations().stream().map(Approval::inWords).toList();
    return CleanText.of(words, Limits.ATTESTATIONS, Limits.PHRASE);
  }

  private static void addPatch(RouteChangeSpec spec, Change change) {
    var patch = RoutingPatch.between(change.before(), change.after());
    if (patch.length() <= Limits.PATCH) {
      spec.patch = patch;
    } else {
      spec.patchOmitted = true;
    }
  }

  private static ObjectReference object(ChangeEntry entry) {
    var change = entry.change();
    var before = change.before();
    // What did not land left the object at the version it had.
    return entry.hasLanded() || before == null
        ? reference(change.subject(), entry.hasLanded())
        : reference(before, true);
  }

  private static ObjectReference reference(KubernetesObject object, boolean exists) {
    var reference = reference(object.ref());
    reference.apiVersion = object.apiVersion();
    reference.uid = exists ? orAbsent(object.uid()) : null;
    reference.resourceVersion = exists ? orAbsent(object.resourceVersion()) : null;
    return reference;
  }

  /** Which object, without its edition. */
  static ObjectReference reference(ObjectRef ref) {
    var reference = new ObjectReference();
    reference.kind = ref.kind().kindName();
    reference.namespace = orAbsent(ref.namespace());
    reference.name = ref.name();
    return reference;
  }

  /** Which object, in the edition it has. */
  static ObjectReference reference(KubernetesObject object) {
    return reference(object, true);
  }

  private static ChangeActor actor(Actor actor) {
    var recorded = new ChangeActor();
    recorded.user = orAbsent(CleanText.of(actor.user(), MOST_USER));
    recorded.groups = CleanText.of(actor.groups(), Limits.GROUPS, MOST_USER);
    recorded.fieldManager = orAbsent(CleanText.of(actor.fieldManager(), MOST_MANAGER));
    return recorded;
  }

  /** Who made a change that another replica recorded. */
  static Actor actor(@Nullable ChangeActor recorded) {
    if (recorded == null) {
      return Actor.UNKNOWN;
    }
    return new Actor(
        recorded.user == null ? "" : recorded.user,
        recorded.groups == null ? List.of() : recorded.groups,
        recorded.fieldManager == null ? "" : recorded.fieldManager);
  }

  private static PolicyReference policy(PolicyId id) {
    var reference = new PolicyReference();
    reference.kind = id.isNamespaced() ? PolicyKind.ROUTE_POLICY : PolicyKind.CLUSTER_ROUTE_POLICY;
    reference.namespace = orAbsent(id.namespace());
    reference.name = id.name();
    reference.generation = id.generation();
    return reference;
  }

  private static @Nullable String orAbsent(String text) {
    return text.isEmpty() ? null : text;
  }
}
