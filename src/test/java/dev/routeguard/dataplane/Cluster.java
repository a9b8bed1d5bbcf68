package dev.routeguard.dataplane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.routeguard.admission.certificate.TestCertificates;
import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts made estates into a control plane, in the order in which they are written. As they are
 * written, too: the client's own classes know older versions of some kinds, and drop fields.
 */
final class Cluster {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** A kind as manifests name it. */
  private record Named(String apiVersion, String kind) {}

  private final KubernetesClient client;
  private final Map<
          Named,
          MixedOperation<
              GenericKubernetesResource,
              GenericKubernetesResourceList,
              Resource<GenericKubernetesResource>>>
      kinds = new HashMap<>();

  Cluster(ControlPlane plane) {
    this.client = plane.adminClient();
  }

  void namespace(String name) {
    namespace(name, Map.of());
  }

  void namespace(String name, Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
  }

  /** A Secret with a certificate that nobody needs to trust. */
  void tlsSecret(String namespace, String name) {
    var certificate = TestCertificates.forLoopback();
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToStringData("tls.crt", certificate.chainPem())
                .addToStringData("tls.key", certificate.keyPem())
                .build())
        .create();
  }

  void apply(String manifests) {
    if (!manifests.isBlank()) {
      read(manifests).forEach(this::create);
    }
  }

  private static List<GenericKubernetesResource> read(String manifests) {
    try (var documents =
        YAML.readerFor(GenericKubernetesResource.class)
            .<GenericKubernetesResource>readValues(manifests)) {
      return documents.readAll();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(manifests, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create(GenericKubernetesResource object) {
    kinds
        .computeIfAbsent(
            new Named(object.getApiVersion(), object.getKind()),
            kind -> client.genericKubernetesResources(kind.apiVersion(), kind.kind()))
        .resource(object)
        .create();
  }
}
