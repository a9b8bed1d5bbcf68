package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeStatus;
import dev.routeguard.api.v1alpha1.RouteReport;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records in memory. As in an API server, what is stored is a copy, and a name is taken once. */
public final class InMemoryRecords implements RecordStore {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private final Map<String, RouteChange> changes = new ConcurrentSkipListMap<>();
  private final Map<String, RouteRevision> revisions = new ConcurrentSkipListMap<>();
  private final Map<String, RouteReport> reports = new ConcurrentSkipListMap<>();
  private final Clock clock;
  private final Fuse fuse;
  private @Nullable KubernetesClientException failure;
  private int failures;

  public InMemoryRecords(Clock clock, Fuse fuse) {
    this.clock = clock;
    this.fuse = fuse;
  }

  /** The next writes fail. */
  public void failNext(int times, KubernetesClientException with) {
    failures = times;
    failure = with;
  }

  @Override
  public List<RouteChange> changes() {
    return fuse.call(() -> copies(changes, RouteChange.class));
  }

  @Override
  public List<RouteChange> changesOf(ObjectRef object) {
    return changes().stream().filter(change -> isAbout(change.getSpec().object, object)).toList();
  }

  private static boolean isAbout(
      dev.routeguard.api.v1alpha1.@Nullable ObjectReference reference, ObjectRef object) {
    return StoredState.ref(reference).filter(object::equals).isPresent();
  }

  @Override
  public Optional<RouteChange> change(String namespace, String name) {
    return fuse.call(() -> find(changes, RouteChange.class, namespace, name));
  }

  @Override
  public RouteChange ensure(RouteChange record) {
    return fuse.call(() -> stored(changes, RouteChange.class, record));
  }

  @Override
  public RouteChange setStatus(RouteChange record, RouteChangeStatus status) {
    return fuse.call(
        () -> {
          failIfTold();
          var stored = changes.get(key(record));
          if (!version(stored).equals(version(record))) {
            throw new KubernetesClientException("another edition", 409, null);
          }
          var next = JSON.clone(stored);
          next.setStatus(status);
          next.getMetadata().setResourceVersion(version(stored) + "1");
          changes.put(key(record), JSON.clone(next));
          return next;
        });
  }

  private static String version(HasMetadata resource) {
    return resource.getMetadata().getResourceVersion();
  }

  @Override
  public void delete(RouteChange record) {
    fuse.run(() -> changes.remove(key(record)));
  }

  @Override
  public List<RouteRevision> revisions() {
    return fuse.call(() -> copies(revisions, RouteRevision.class));
  }

  @Override
  public List<RouteRevision> revisionsOf(ObjectRef object) {
    return revisions().stream()
        .filter(revision -> isAbout(revision.getSpec().object, object))
        .toList();
  }

  @Override
  public Optional<RouteRevision> revision(String namespace, String name) {
    return fuse.call(() -> find(revisions, RouteRevision.class, namespace, name));
  }

  @Override
  public RouteRevision ensure(RouteRevision revision) {
    return fuse.call(() -> stored(revisions, RouteRevision.class, revision));
  }

  /** As somebody would who may edit what nobody should. */
  public void overwrite(RouteRevision revision) {
    revisions.put(key(revision), JSON.clone(revision));
  }

  @Override
  public void delete(RouteRevision revision) {
    fuse.run(() -> revisions.remove(key(revision)));
  }

  @Override
  public List<RouteReport> reports() {
    return fuse.call(() -> copies(reports, RouteReport.class));
  }

  @Override
  public RouteReport put(RouteReport report) {
    fuse.run(() -> reports.put(key(report), JSON.clone(report)));
    return report;
  }

  @Override
  public void delete(RouteReport report) {
    fuse.run(() -> reports.remove(key(report)));
  }

  private <T extends HasMetadata> T stored(Map<String, T> all, Class<T> type, T wanted) {
    failIfTold();
    var copy = JSON.clone(wanted);
    copy.getMetadata().setCreationTimestamp(clock.instant().toString());
    copy.getMetadata().setResourceVersion("1");
    all.putIfAbsent(key(wanted), copy);
    return type.cast(JSON.clone(all.get(key(wanted))));
  }

  private void failIfTold() {
    if (failures > 0 && failure != null) {
      failures--;
      throw failure;
    }
  }

  private <T extends HasMetadata> Optional<T> find(
      Map<String, T> all, Class<T> type, String namespace, String name) {
    return Optional.ofNullable(all.get(namespace + "/" + name)).map(JSON::clone).map(type::cast);
  }

  private <T extends HasMetadata> List<T> copies(Map<String, T> all, Class<T> type) {
    return all.values().stream().map((Function<T, T>) JSON::clone).map(type::cast).toList();
  }

  private static String key(HasMetadata resource) {
    return resource.getMetadata().getNamespace() + "/" + resource.getMetadata().getName();
  }
}
