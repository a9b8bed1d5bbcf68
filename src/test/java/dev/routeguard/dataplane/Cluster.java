package dev.routeguard.dataplane;

import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts made estates into a control plane, in the order in which they are written. */
final class Cluster {
  private final KubernetesClient client;

  Cluster(ControlPlane plane) {
    this.client = plane.adminClient();
  }

  void namespace(String name) {
    apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name));
  }

  void apply(String manifests) {
    // Without the marker a document in flow style is taken for JSON.
    var in = new ByteArrayInputStream(("---\n" + manifests).getBytes(StandardCharsets.UTF_8));
    List<HasMetadata> objects = client.load(in).items();
    objects.forEach(this::create);
  }

  /** Of a kind that the client has no class of, only the generic way is known. */
  private void create(HasMetadata object) {
    if (object instanceof GenericKubernetesResource generic) {
      client
          .genericKubernetesResources(object.getApiVersion(), object.getKind())
          .resource(generic)
          .create();
    } else {
      client.resource(object).create();
    }
  }
}
