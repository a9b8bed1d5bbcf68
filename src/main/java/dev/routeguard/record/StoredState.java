package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ObjectReference;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state as a revision keeps it: what decides routing, in the form of a manifest that a person can
 * apply. Never status, finalizers, owners or other annotations.
 */
public final class StoredState {
  private StoredState() {}

  /** What is kept of an object. */
  static Map<String, Object> of(KubernetesObject object) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", object.ref().name());
    putUnlessEmpty(metadata, "namespace", object.ref().namespace());
    putUnlessEmpty(metadata, "labels", object.labels());
    putUnlessEmpty(metadata, "annotations", Fingerprint.routingAnnotations(object));
    var state = new LinkedHashMap<String, Object>();
    state.put("apiVersion", object.apiVersion());
    state.put("kind", object.ref().kind().kindName());
    state.put("metadata", metadata);
    putUnlessEmpty(state, "spec", object.map("spec"));
    return state;
  }

  private static void putUnlessEmpty(Map<String, Object> map, String key, Object value) {
    var isEmpty = value instanceof Map<?, ?> inner ? inner.isEmpty() : value.toString().isEmpty();
    if (!isEmpty) {
      map.put(key, value);
    }
  }

  /**
   * The object as a revision keeps it, under the uid and version it had. Empty where the content
   * does not match its hash or its fingerprint: somebody edited it, so nobody must act on it.
   */
  public static Optional<KubernetesObject> read(RouteRevision revision) {
    var spec = revision.getSpec();
    var state = spec.state;
    if (state == null || !spec.hash.equals(Digest.ofDocument(normal(state)))) {
      return Optional.empty();
    }
    return Documents.read(withIdentity(state, spec.object), instant(spec.time))
        .filter(object -> Fingerprint.of(object).equals(spec.fingerprint))
        .filter(object -> object.ref().equals(ref(spec.object).orElse(null)));
  }

  /** Numbers as the estate reads them, so that a hash survives the way through JSON. */
  static Map<String, Object> normal(Map<String, Object> state) {
    return Documents.read(state, Instant.EPOCH).map(KubernetesObject::document).orElse(Map.of());
  }

  private static Map<String, Object> withIdentity(
      Map<String, Object> state, @Nullable ObjectReference object) {
    var metadata = new LinkedHashMap<String, Object>();
    if (state.get("metadata") instanceof Map<?, ?> stored) {
      stored.forEach((key, value) -> metadata.put(key.toString(), value));
    }
    if (object != null) {
      metadata.put("uid", Objects.requireNonNullElse(object.uid, ""));
      metadata.put("resourceVersion", Objects.requireNonNullElse(object.resourceVersion, ""));
    }
    var whole = new LinkedHashMap<>(state);
    whole.put("metadata", metadata);
    return whole;
  }

  private static Instant instant(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time;
  }

  /** The object that a record is about; empty where it names a kind that is not read. */
  public static Optional<ObjectRef> ref(@Nullable ObjectReference object) {
    if (object == null) {
      return Optional.empty();
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.kindName().equals(object.kind))
        .findFirst()
        .map(
            kind ->
                new ObjectRef(kind, Objects.requireNonNullElse(object.namespace, ""), object.name));
  }
}
