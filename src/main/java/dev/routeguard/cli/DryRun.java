package dev.routeguard.cli;

import dev.routeguard.admission.EstateReviewer;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests.Manifest;
import dev.routeguard.watch.ApiPath;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an object would be like if a manifest were applied: merged as {@code kubectl apply} does
 * (kubernetes.io/docs, "Declarative Management", "How apply calculates differences"), then tried by
 * the API server, which adds defaults and asks every admission webhook. Nothing is written.
 */
final class DryRun {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String TRY = "?dryRun=All&fieldManager=" + EstateReviewer.PLANNING;

  private final KubernetesClient client;
  private final Consumer<String> notices;

  DryRun(KubernetesClient client, Consumer<String> notices) {
    this.client = client;
    this.notices = notices;
  }

  /**
   * An object now, and as it would be.
   *
   * @param before null where there is none
   */
  record Tried(@Nullable Map<String, Object> before, Map<String, Object> after) {}

  Tried of(Manifest manifest, ObjectRef ref) {
    var live = live(ref, Tree.text(manifest.document(), "apiVersion"));
    return new Tried(live.orElse(null), after(manifest, ref, live));
  }

  private Map<String, Object> after(
      Manifest manifest, ObjectRef ref, Optional<Map<String, Object>> live) {
    var version = Tree.text(manifest.document(), "apiVersion");
    var wanted = live.map(now -> merged(now, manifest.document())).orElse(manifest.document());
    try {
      return live.isPresent()
          ? send(ApiPath.object(ref, version) + TRY, "PUT", wanted)
          : send(ApiPath.collection(ref, version) + TRY, "POST", wanted);
    } catch (KubernetesClientException e) {
      if (isRefusal(e)) {
        throw new BadInputException(
            "%s: the API server refuses %s: %s".formatted(manifest.source(), ref, why(e)));
      }
      notices.accept(
          "%s could not be tried by the API server and is taken as written: %s"
              .formatted(ref, why(e)));
      return wanted;
    }
  }

  /** What only a person with other rights, or an object that comes first, would change is not. */
  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() == 422
        || e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
        || (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && why(e).contains("admission"));
  }

  private static String why(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? String.valueOf(e.getMessage())
        : e.getStatus().getMessage();
  }

  /** The object as it is. */
  Optional<Map<String, Object>> live(ObjectRef ref, String version) {
    try {
      return Optional.ofNullable(client.raw(ApiPath.object(ref, version))).map(this::document);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Map<String, Object> send(String path, String method, Map<String, Object> body) {
    return document(client.raw(path, method, body));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> document(String json) {
    return client.getKubernetesSerialization().unmarshal(json, Map.class);
  }

  /** Live, without what was applied before and stands in the manifest no more, and the manifest. */
  private Map<String, Object> merged(Map<String, Object> live, Map<String, Object> manifest) {
    var annotations = Tree.map(Tree.map(live, "metadata"), "annotations");
    var applied = Tree.text(annotations, LAST_APPLIED);
    return merge(live, applied.isEmpty() ? Map.of() : document(applied), manifest);
  }

  private static Map<String, Object> merge(
      Map<String, Object> live, Map<String, Object> applied, Map<String, Object> wanted) {
    var result = new LinkedHashMap<>(live);
    applied.keySet().stream().filter(key -> !wanted.containsKey(key)).forEach(result::remove);
    wanted.forEach(
        (key, value) -> {
          if (value == null) {
            result.remove(key);
          } else {
            result.put(key, mergeValue(live.get(key), applied.get(key), value));
          }
        });
    return result;
  }

  private static Object mergeValue(@Nullable Object live, @Nullable Object applied, Object wanted) {
    if (live instanceof Map<?, ?> now && wanted instanceof Map<?, ?> next) {
      return merge(map(now), applied instanceof Map<?, ?> old ? map(old) : Map.of(), map(next));
    }
    return wanted;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
