package dev.routeguard.restore;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.watch.ApiPath;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Routes in the API server. Writes under the field manager {@code routeguard-restore}. */
public final class KubernetesRoutes implements Routes {
  /** What everybody sees in {@code metadata.managedFields} of what was put back. */
  public static final String FIELD_MANAGER = "routeguard-restore";

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;

  private final KubernetesClient client;

  public KubernetesRoutes(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Optional<Live> read(ObjectRef ref, String apiVersion) {
    return Optional.ofNullable(resource(ref, apiVersion).get())
        .map(
            found ->
                new Live(
                    object(found),
                    Objects.requireNonNullElse(found.getMetadata().getAnnotations(), Map.of())));
  }

  @Override
  public Answer patch(ObjectRef ref, String apiVersion, List<Map<String, Object>> patch) {
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(FIELD_MANAGER)
            .build();
    var json = client.getKubernetesSerialization().asJson(patch);
    return answer(() -> resource(ref, apiVersion).patch(context, json));
  }

  @Override
  public Answer create(ObjectRef ref, Map<String, Object> manifest) {
    var first = post(ref, manifest);
    var rest = AllocatedFields.without(manifest);
    // The old cluster IP is nice to have back, and may be somebody else's by now.
    return first instanceof Answer.Refused && ref.kind() == Kind.SERVICE && !rest.equals(manifest)
        ? post(ref, rest)
        : first;
  }

  /** The client's own create has no way to name a field manager. */
  private Answer post(ObjectRef ref, Map<String, Object> manifest) {
    var path = ApiPath.collection(ref, Objects.toString(manifest.get("apiVersion")));
    return answer(
        () ->
            client
                .getKubernetesSerialization()
                .unmarshal(
                    client.raw(path + "?fieldManager=" + FIELD_MANAGER, "POST", manifest),
                    GenericKubernetesResource.class));
  }

  private Answer answer(Supplier<GenericKubernetesResource> write) {
    try {
      return new Answer.Done(object(write.get()));
    } catch (KubernetesClientException e) {
      if (isAboutEdition(e)) {
        return new Answer.Moved();
      }
      if (e.getCode() == FORBIDDEN || e.getCode() == INVALID) {
        return new Answer.Refused(Objects.requireNonNullElse(e.getMessage(), "no reason given"));
      }
      throw e;
    }
  }

  /**
   * A JSON Patch whose test fails is answered as invalid, but without a cause that names a field
   * (apiserver, endpoints/handlers/patch.go).
   */
  private static boolean isAboutEdition(KubernetesClientException e) {
    if (e.getCode() == CONFLICT || e.getCode() == NOT_FOUND) {
      return true;
    }
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    var hasCause = details != null && details.getCauses() != null && !details.getCauses().isEmpty();
    return e.getCode() == INVALID && !hasCause;
  }

  private Resource<GenericKubernetesResource> resource(ObjectRef ref, String apiVersion) {
    var kind = ref.kind();
    var context =
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(apiVersion.substring(apiVersion.indexOf('/') + 1))
            .withKind(kind.kindName())
            .withPlural(kind.plural())
            .withNamespaced(kind.namespaced())
            .build();
    var all = client.genericKubernetesResources(context);
    return kind.namespaced()
        ? all.inNamespace(ref.namespace()).withName(ref.name())
        : all.withName(ref.name());
  }

  private KubernetesObject object(GenericKubernetesResource resource) {
    @SuppressWarnings("unchecked")
    Map<String, Object> document =
        client.getKubernetesSerialization().convertValue(resource, Map.class);
    return Documents.read(document, Instant.EPOCH).orElseThrow();
  }
}
