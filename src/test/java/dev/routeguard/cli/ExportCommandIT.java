package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is exported is what the API server's own engine takes and judges by. */
@ExtendWith(ControlPlaneExtension.class)
class ExportCommandIT {
  private final ControlPlane plane;
  @TempDir private Path folder;

  ExportCommandIT(ControlPlane plane) {
    this.plane = plane;
  }

  @Test
  void the_api_server_denies_by_an_exported_policy() throws IOException {
    var namespace = plane.newNamespace("export");
    var run =
        export(
            """
            apiVersion: routeguard.dev/v1alpha1
            kind: ClusterRoutePolicy
            metadata: {name: has-team-%s}
            spec:
              mode: Deny
              failurePolicy: Fail
              match:
                kinds: [Ingress]
                namespaces: [%s]
                namespaceSelector: {matchExpressions: [{key: unguarded, operator: DoesNotExist}]}
              checks:
              - name: has-team
                expression: has(object.metadata.labels) && 'team' in object.metadata.labels
                message: an Ingress names its team
            """
                .formatted(namespace, namespace));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("# What was wrong before the change is denied, too");

    plane
        .adminClient()
        .load(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();

    await("the API server judges by it")
        .until(() -> denial(namespace, "").contains("an Ingress names its team"));
    assertThat(denial(namespace, "labels: {team: shop},")).isEmpty();
  }

  @Test
  void what_the_other_engine_can_not_say_is_refused_with_what_it_is() throws IOException {
    var run =
        export(
            """
            apiVersion: routeguard.dev/v1alpha1
            kind: ClusterRoutePolicy
            metadata: {name: more}
            spec:
              match: {hosts: [shop.example.com], excludeActors: {users: [root]}}
              checks:
              - name: route-lost
              - {name: none-lost, expression: diff.lost.size() == 0, message: none may be lost}
            """);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "can't be a ValidatingAdmissionPolicy",
            "the built-in check route-lost",
            "the expression diff.lost.size() == 0",
            "match.hosts",
            "match.excludeActors.users");
  }

  private CommandRun export(String policy) throws IOException {
    var file = Files.writeString(folder.resolve("policy.yaml"), policy);
    return CommandRun.of("export", "vap", file.toString());
  }

  private String denial(String namespace, String labels) {
    var ingress =
        Serialization.unmarshal(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {%s name: probe, namespace: %s}
            spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
            """
                .formatted(labels, namespace),
            GenericKubernetesResource.class);
    try {
      plane.adminClient().resource(ingress).dryRun().create();
      return "";
    } catch (KubernetesClientException e) {
      return e.getMessage();
    }
  }
}
