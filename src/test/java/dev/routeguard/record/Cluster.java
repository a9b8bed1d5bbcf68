package dev.routeguard.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.restore.Live;
import dev.routeguard.restore.Routes;
import dev.routeguard.watch.EstateEvent;
import dev.routeguard.watch.EstateListener;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The routing objects of an API server, in memory: versions that count up, uids, a watch, and JSON
 * patches whose tests are meant.
 */
public final class Cluster implements Routes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<ObjectRef, KubernetesObject> objects = new LinkedHashMap<>();
  private final List<EstateListener> listeners = new ArrayList<>();
  private final Clock clock;
  private final Fuse fuse;
  private int version = 100;
  private int restoreWrites;
  private Runnable beforePatch = () -> {};

  public Cluster(Clock clock, Fuse fuse) {
    this.clock = clock;
    this.fuse = fuse;
  }

  /** A person applies a manifest, or several. */
  public void apply(String... texts) {
    Manifests.estate(texts).objects().values().forEach(object -> put(object, true));
  }

  /** A person deletes an object. */
  public void delete(ObjectRef ref) {
    tell(ref, objects.remove(ref), null);
  }

  /** A controller writes the status: another version of the same content. */
  public void touch(ObjectRef ref) {
    put(objects.get(ref), true);
  }

  public KubernetesObject get(ObjectRef ref) {
    return objects.get(ref);
  }

  public boolean has(ObjectRef ref) {
    return objects.containsKey(ref);
  }

  /** How often something was put back. */
  public int restoreWrites() {
    return restoreWrites;
  }

  /** Something that happens right before the next patch arrives. */
  public void beforeNextPatch(Runnable event) {
    beforePatch = event;
  }

  public Estate estate() {
    var estate = Estate.empty(EstateSettings.defaults());
    for (var object : objects.values()) {
      estate = estate.with(object);
    }
    return estate;
  }

  public void watch(EstateListener listener) {
    listener.startingFrom(estate());
    listeners.add(listener);
  }

  /** Its process is gone. */
  public void forget(EstateListener listener) {
    listeners.remove(listener);
  }

  private KubernetesObject put(KubernetesObject written, boolean tells) {
    var before = objects.get(written.ref());
    version++;
    var document = new LinkedHashMap<>(written.document());
    var metadata = new LinkedHashMap<>(written.map("metadata"));
    metadata.put("resourceVersion", Integer.toString(version));
    metadata.put("uid", before == null ? "uid-" + version : before.uid());
    metadata.putIfAbsent("creationTimestamp", clock.instant().toString());
    if (before != null) {
      metadata.put("creationTimestamp", before.created().toString());
    }
    document.put("metadata", metadata);
    var after = Documents.read(document, clock.instant()).orElseThrow();
    objects.put(after.ref(), after);
    if (tells) {
      tell(after.ref(), before, after);
    }
    return after;
  }

  private void tell(
      ObjectRef ref, @Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    var event = new EstateEvent.Changed(ref, before, after, clock.instant());
    List.copyOf(listeners).forEach(listener -> listener.seen(event));
  }

  @Override
  public Optional<Live> read(ObjectRef ref, String apiVersion) {
    return fuse.call(
        () -> Optional.ofNullable(objects.get(ref)).map(o -> new Live(o, o.annotations())));
  }

  @Override
  public Answer patch(ObjectRef ref, String apiVersion, List<Map<String, Object>> patch) {
    return fuse.call(
        () -> {
          var event = beforePatch;
          beforePatch = () -> {};
          event.run();
          return patched(objects.get(ref), patch);
        });
  }

  private Answer patched(@Nullable KubernetesObject object, List<Map<String, Object>> patch) {
    if (object == null) {
      return new Answer.Moved();
    }
    try {
      var patched = JsonPatch.apply(JSON.valueToTree(patch), JSON.valueToTree(object.document()));
      restoreWrites++;
      return new Answer.Done(put(read(JSON.convertValue(patched, MAP)), true));
    } catch (JsonPatchException e) {
      return new Answer.Moved();
    }
  }

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  @Override
  public Answer create(ObjectRef ref, Map<String, Object> manifest) {
    return fuse.call(
        () -> {
          if (objects.containsKey(ref)) {
            return new Answer.Moved();
          }
          restoreWrites++;
          return new Answer.Done(put(read(manifest), true));
        });
  }

  private KubernetesObject read(Map<String, Object> document) {
    return Documents.read(document, clock.instant()).orElseThrow();
  }
}
