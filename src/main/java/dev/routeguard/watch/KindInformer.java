package dev.routeguard.watch;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Pods;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows the feed all objects of one kind, untyped: one class for every kind, and no field is lost
 * that a typed model does not know yet.
 */
final class KindInformer implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {
  /**
   * Lists in pages. A list without a limit may be answered from the cache of an API server that
   * lags behind, and after a restart old news would look like changes.
   */
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final Kind kind;
  private final String version;
  private final EstateFeed feed;
  private final ServedKinds served;
  private final SharedIndexInformer<GenericKubernetesResource> informer;

  KindInformer(
      KubernetesClient client, Kind kind, String version, EstateFeed feed, ServedKinds served) {
    this.client = client;
    this.kind = kind;
    this.version = version;
    this.feed = feed;
    this.served = served;
    var ofAll = client.genericKubernetesResources(resource()).inAnyNamespace();
    // Other Secrets never leave the API server.
    var ofInterest = kind == Kind.SECRET ? ofAll.withField("type", "kubernetes.io/tls") : ofAll;
    this.informer =
        ofInterest
            .withLimit(PAGE)
            .runnableInformer(0)
            .removeNamespaceIndex()
            .itemStore(new SeenVersions())
            // The server may be down, or the right to list be missing, for a while: never give up.
            .exceptionHandler((started, fault) -> true)
            .addEventHandler(this);
  }

  private ResourceDefinitionContext resource() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(version)
        .withKind(kind.kindName())
        .withPlural(kind.plural())
        .withNamespaced(kind.namespaced())
        .build();
  }

  void start() {
    informer.start();
  }

  String version() {
    return version;
  }

  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    feed.listed(kind);
  }

  @Override
  public void onAdd(GenericKubernetesResource object) {
    feed.put(document(object));
  }

  @Override
  public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
    feed.put(document(after));
  }

  @Override
  public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
    if (served.isLiving(kind)) {
      feed.remove(ref(object));
    }
  }

  private ObjectRef ref(GenericKubernetesResource object) {
    var namespace = object.getMetadata().getNamespace();
    return new ObjectRef(kind, namespace == null ? "" : namespace, object.getMetadata().getName());
  }

  private Map<String, ?> document(GenericKubernetesResource object) {
    // Items of a list come without their type.
    object.setApiVersion(kind.group().isEmpty() ? version : kind.group() + "/" + version);
    object.setKind(kind.kindName());
    var owners = object.getMetadata().getManagedFields();
    if (owners != null) {
      // Nobody reads which fields somebody owns, and they are often longer than the object.
      owners.forEach(owner -> owner.setFieldsV1(null));
    }
    if (kind == Kind.POD) {
      // A Pod is mostly what nobody reads, and there are many.
      object.setAdditionalProperties(new HashMap<>(Pods.only(object.getAdditionalProperties())));
    }
    if (kind == Kind.SECRET) {
      // The key goes before anything copies it; that there is one is all that anybody asks.
      withoutKey(object);
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> document =
        client.getKubernetesSerialization().convertValue(object, Map.class);
    return document;
  }

  private static void withoutKey(GenericKubernetesResource secret) {
    if (secret.getAdditionalProperties().get("data") instanceof Map<?, ?> data) {
      var kept = new HashMap<Object, Object>(data);
      kept.computeIfPresent("tls.key", (name, key) -> "");
      secret.setAdditionalProperty("data", kept);
    }
  }

  @Override
  public void close() {
    informer.stop();
  }
}
