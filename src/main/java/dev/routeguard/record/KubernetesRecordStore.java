package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeStatus;
import dev.routeguard.api.v1alpha1.RouteReport;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records in the API server, written under the field manager {@code routeguard-controller}. */
public final class KubernetesRecordStore implements RecordStore {
  /** What everybody sees in {@code metadata.managedFields} of what Routeguard keeps. */
  public static final String FIELD_MANAGER = "routeguard-controller";

  private static final long PAGE = 500;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final String TERMINATING = "NamespaceTerminating";

  private final KubernetesClient client;
  private final RecordPlaces places;

  public KubernetesRecordStore(KubernetesClient client, RecordPlaces places) {
    this.client = client;
    this.places = places;
  }

  @Override
  public List<RouteChange> changes() {
    return all(RouteChange.class);
  }

  @Override
  public List<RouteChange> changesOf(ObjectRef object) {
    return about(RouteChange.class, object);
  }

  @Override
  public Optional<RouteChange> change(String namespace, String name) {
    return find(RouteChange.class, namespace, name);
  }

  @Override
  public RouteChange ensure(RouteChange record) {
    return stored(RouteChange.class, record);
  }

  @Override
  public RouteChange setStatus(RouteChange record, RouteChangeStatus status) {
    var metadata = record.getMetadata();
    var edition = Map.of("resourceVersion", metadata.getResourceVersion());
    return client
        .resources(RouteChange.class)
        .inNamespace(metadata.getNamespace())
        .withName(metadata.getName())
        .subresource("status")
        .patch(
            patchContext(),
            client
                .getKubernetesSerialization()
                .asJson(Map.of("metadata", edition, "status", status)));
  }

  @Override
  public void delete(RouteChange record) {
    remove(record);
  }

  @Override
  public List<RouteRevision> revisions() {
    return all(RouteRevision.class);
  }

  @Override
  public List<RouteRevision> revisionsOf(ObjectRef object) {
    return about(RouteRevision.class, object);
  }

  @Override
  public Optional<RouteRevision> revision(String namespace, String name) {
    return find(RouteRevision.class, namespace, name);
  }

  @Override
  public RouteRevision ensure(RouteRevision revision) {
    return stored(RouteRevision.class, revision);
  }

  @Override
  public void delete(RouteRevision revision) {
    remove(revision);
  }

  @Override
  public List<RouteReport> reports() {
    return all(RouteReport.class);
  }

  @Override
  public RouteReport put(RouteReport report) {
    var stored = stored(RouteReport.class, report);
    // A report has no subresource: what was found is its content.
    return client
        .resources(RouteReport.class)
        .inNamespace(stored.getMetadata().getNamespace())
        .withName(stored.getMetadata().getName())
        .patch(
            patchContext(),
            client.getKubernetesSerialization().asJson(Map.of("status", report.getStatus())));
  }

  @Override
  public void delete(RouteReport report) {
    remove(report);
  }

  private <T extends HasMetadata> List<T> all(Class<T> type) {
    var all = new ArrayList<T>();
    String next = null;
    do {
      var page =
          client
              .resources(type)
              .inAnyNamespace()
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      all.addAll(page.getItems());
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return all;
  }

  private <T extends HasMetadata> List<T> about(Class<T> type, ObjectRef object) {
    return client
        .resources(type)
        .inNamespace(places.namespaceFor(object))
        .withField("spec.object.kind", object.kind().kindName())
        .withField("spec.object.name", object.name())
        .list()
        .getItems();
  }

  private <T extends HasMetadata> Optional<T> find(Class<T> type, String namespace, String name) {
    return Optional.ofNullable(client.resources(type).inNamespace(namespace).withName(name).get());
  }

  /**
   * Creates it, in the operator's namespace where its own is going or gone; or reads what is there.
   */
  private <T extends HasMetadata> T stored(Class<T> type, T wanted) {
    try {
      return create(wanted);
    } catch (KubernetesClientException e) {
      if (!isHomeless(e) || wanted.getMetadata().getNamespace().equals(places.ownNamespace())) {
        throw e;
      }
      wanted.getMetadata().setNamespace(places.ownNamespace());
      return create(wanted);
    }
  }

  private <T extends HasMetadata> T create(T wanted) {
    try {
      return client.resource(wanted).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      // Gone again between the two calls is as good as a server that fails: the caller repeats.
      return Optional.ofNullable(client.resource(wanted).get()).orElseThrow(() -> e);
    }
  }

  private static boolean isHomeless(KubernetesClientException e) {
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    var isTerminating =
        details != null
            && details.getCauses() != null
            && details.getCauses().stream().anyMatch(c -> TERMINATING.equals(c.getReason()));
    return isTerminating || e.getCode() == NOT_FOUND;
  }

  private static PatchContext patchContext() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.JSON_MERGE)
        .withFieldManager(FIELD_MANAGER)
        .build();
  }

  private void remove(HasMetadata resource) {
    client.resource(resource).delete();
  }
}
