package dev.routeguard.operator;

import static org.awaitility.Awaitility.await;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.files.Manifests.Manifest;
import dev.routeguard.routing.from.Ingresses;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the objects of a case to an API server, oldest first. The server sets the time of creation
 * itself and in whole seconds, so two routes of one second are as if of one age and their names
 * decide; where that would turn the order of the case round, the younger one waits for the next
 * second.
 */
final class CaseObjects {
  /** An API server adds to these by itself. */
  private static final Set<String> NOT_WRITTEN = Set.of("uid", "resourceVersion", "managedFields");

  private final KubernetesClient admin;

  CaseObjects(KubernetesClient admin) {
    this.admin = admin;
  }

  /** The resourceVersion that each of them has now. */
  Map<ObjectRef, String> write(List<Manifest> manifests) {
    var versions = new LinkedHashMap<ObjectRef, String>();
    var created = new LinkedHashMap<KubernetesObject, Instant>();
    for (var manifest :
        manifests.stream().sorted(Comparator.comparing(CaseObjects::age)).toList()) {
      var object = object(manifest);
      created.forEach(
          (older, at) -> {
            if (wouldWinTheTie(object, older)) {
              await("the second after that of " + older)
                  .pollInterval(Duration.ofMillis(20))
                  .until(() -> Instant.now().getEpochSecond() > at.getEpochSecond());
            }
          });
      var written = write(manifest);
      versions.put(object.ref(), written.getMetadata().getResourceVersion());
      created.put(object, Instant.parse(written.getMetadata().getCreationTimestamp()));
    }
    return versions;
  }

  private static boolean wouldWinTheTie(KubernetesObject younger, KubernetesObject older) {
    return younger.ref().kind() == older.ref().kind()
        && younger.ref().compareTo(older.ref()) < 0
        && !Collections.disjoint(hosts(younger), hosts(older));
  }

  private static Set<String> hosts(KubernetesObject object) {
    return object.ref().kind() == Kind.INGRESS
        ? Ingresses.hosts(object)
        : Set.copyOf(Tree.texts(object.map("spec"), "hostnames"));
  }

  /** As the server has it then. */
  HasMetadata write(Manifest manifest) {
    var document = new LinkedHashMap<>(manifest.document());
    var metadata = new LinkedHashMap<>(Tree.map(document, "metadata"));
    metadata.keySet().removeAll(NOT_WRITTEN);
    document.put("metadata", metadata);
    var resource =
        admin.getKubernetesSerialization().convertValue(document, GenericKubernetesResource.class);
    var written = admin.resource(resource).fieldManager("case").forceConflicts().serverSideApply();
    if (!document.containsKey("status")) {
      return written;
    }
    resource.getMetadata().setManagedFields(null);
    return admin.resource(resource).patchStatus();
  }

  static ObjectRef ref(Manifest manifest) {
    return object(manifest).ref();
  }

  private static KubernetesObject object(Manifest manifest) {
    return Documents.read(manifest.document(), Instant.EPOCH).orElseThrow();
  }

  private static Instant age(Manifest manifest) {
    return manifest.object(Instant.MAX).orElseThrow().created();
  }
}
