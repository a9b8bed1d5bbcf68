package dev.routeguard.dataplane;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The Estate as the API server has it, with the times that it gave. */
final class LiveEstate {
  private LiveEstate() {}

  /**
   * Reads every object of these kinds.
   *
   * @param dialect of Ingress classes that no IngressClass tells about
   */
  static Estate read(KubernetesClient client, Set<Kind> kinds, Map<String, String> dialects) {
    var estate = Estate.empty(EstateSettings.withDialects(dialects));
    for (Kind kind : kinds) {
      for (GenericKubernetesResource object : list(client, kind)) {
        object.setApiVersion(apiVersion(kind));
        object.setKind(kind.kindName());
        Map<String, Object> document =
            client.getKubernetesSerialization().convertValue(object, documentType());
        estate = estate.with(Documents.read(document, Instant.EPOCH).orElseThrow());
      }
    }
    return estate;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Class<Map<String, Object>> documentType() {
    return (Class) Map.class;
  }

  static Iterable<GenericKubernetesResource> list(KubernetesClient client, Kind kind) {
    var context =
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(kind.version())
            .withKind(kind.kindName())
            .withPlural(kind.plural())
            .withNamespaced(kind.namespaced())
            .build();
    var resources = client.genericKubernetesResources(context);
    return kind.namespaced()
        ? resources.inAnyNamespace().list().getItems()
        : resources.list().getItems();
  }

  private static String apiVersion(Kind kind) {
    return kind.group().isEmpty() ? kind.version() : kind.group() + "/" + kind.version();
  }
}
