package dev.routeguard.watch;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The Estate of a cluster at one moment, by one list of each kind: for commands that ask once.
 * Secrets are never asked for, nor are Pods, of which there are many.
 */
public final class EstateListing {
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final Consumer<String> notices;
  private final Set<String> namespaces;

  /**
   * @param notices takes a sentence on each kind that may not be listed
   */
  public EstateListing(KubernetesClient client, Consumer<String> notices) {
    this(client, notices, Set.of());
  }

  /**
   * @param namespaces listed by themselves where the whole cluster may not be
   */
  public EstateListing(KubernetesClient client, Consumer<String> notices, Set<String> namespaces) {
    this.client = client;
    this.notices = notices;
    this.namespaces = Set.copyOf(namespaces);
  }

  /**
   * Lists everything.
   *
   * @param dialects by class, {@code *} for all others
   */
  public Estate read(Map<String, String> dialects) {
    var versions = new EnumMap<Kind, String>(Kind.class);
    for (Kind kind : Kind.values()) {
      if (kind.group().equals(GatewayApiDiscovery.GROUP)) {
        continue;
      }
      versions.put(kind, kind.version());
    }
    versions.keySet().removeAll(Kind.OPTIONAL);
    versions.putAll(new GatewayApiDiscovery(client).served());
    var unserved = EnumSet.allOf(Kind.class);
    unserved.removeAll(versions.keySet());
    unserved.removeAll(Kind.OPTIONAL);
    var unknown = EnumSet.copyOf(Kind.OPTIONAL);
    var estate = Estate.empty(EstateSettings.withDialects(dialects));
    for (var served : versions.entrySet()) {
      estate = list(served.getKey(), served.getValue(), estate, unknown);
    }
    return estate.with(new EstateSettings(dialects, unserved, unknown));
  }

  private Estate list(Kind kind, String version, Estate estate, Set<Kind> unknown) {
    try {
      return list(kind, version, estate, all(kind, version).inAnyNamespace());
    } catch (KubernetesClientException e) {
      checkForbidden(e);
      unknown.add(kind);
      return listByNamespace(kind, version, estate);
    }
  }

  private static void checkForbidden(KubernetesClientException e) {
    if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
      throw e;
    }
  }

  /** What is elsewhere stays unknown, so nothing counts as missing. */
  private Estate listByNamespace(Kind kind, String version, Estate before) {
    var estate = before;
    var listed = new TreeSet<String>();
    for (String namespace : kind.namespaced() ? namespaces : Set.<String>of()) {
      try {
        estate = list(kind, version, estate, all(kind, version).inNamespace(namespace));
        listed.add(namespace);
      } catch (KubernetesClientException e) {
        checkForbidden(e);
      }
    }
    notices.accept(
        listed.isEmpty()
            ? "may not list " + kind.plural() + ": they are taken as unknown"
            : "may list %s of %s only: others are taken as unknown"
                .formatted(kind.plural(), String.join(", ", listed)));
    return estate;
  }

  private Estate list(
      Kind kind, String version, Estate before, Listable<GenericKubernetesResourceList> objects) {
    var estate = before;
    var next = "";
    do {
      var options =
          new ListOptionsBuilder().withLimit(PAGE).withContinue(next.isEmpty() ? null : next);
      var page = objects.list(options.build());
      for (GenericKubernetesResource object : page.getItems()) {
        estate =
            Documents.read(document(kind, version, object), Instant.EPOCH)
                .map(estate::with)
                .orElse(estate);
      }
      var following = page.getMetadata().getContinue();
      next = following == null ? "" : following;
    } while (!next.isEmpty());
    return estate;
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      all(Kind kind, String version) {
    return client.genericKubernetesResources(resource(kind, version));
  }

  private static ResourceDefinitionContext resource(Kind kind, String version) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(version)
        .withKind(kind.kindName())
        .withPlural(kind.plural())
        .withNamespaced(kind.namespaced())
        .build();
  }

  @SuppressWarnings("unchecked")
  private Map<String, ?> document(Kind kind, String version, GenericKubernetesResource object) {
    // Items of a list come without their type.
    object.setApiVersion(kind.group().isEmpty() ? version : kind.group() + "/" + version);
    object.setKind(kind.kindName());
    return client.getKubernetesSerialization().convertValue(object, Map.class);
  }
}
