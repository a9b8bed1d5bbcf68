package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands that ask a cluster rather than files. */
@ExtendWith(ControlPlaneExtension.class)
class ClusterCommandsIT {
  private static final String SHOP =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop}
      spec:
        ingressClassName: traefik-by-hand
        rules:
        - host: %s.example.com
          http:
            paths:
            - {path: /pay, pathType: Prefix, backend: {service: {name: pay, port: {number: 80}}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: pay}
      spec: {ports: [{port: 80}]}
      """;

  private final ControlPlane plane;

  ClusterCommandsIT(ControlPlane plane) {
    this.plane = plane;
  }

  @Test
  void a_cluster_is_traced_as_files_are() {
    var namespace = shop();

    var run =
        CommandRun.of(
            "trace",
            "http://" + namespace + ".example.com/pay/42",
            "--class",
            "traefik-by-hand=spec",
            "--kubeconfig",
            plane.kubeconfig().toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "class:traefik-by-hand (spec)",
            "answer      503 from %s/pay:80 (no ready endpoint)".formatted(namespace),
            "written in  Ingress/%s/shop spec.rules[0].http.paths[0]".formatted(namespace));
  }

  @Test
  void what_may_not_be_listed_is_unknown_and_told() {
    var namespace = shop();
    var account = new ServiceAccountBuilder().withNewMetadata().withName("reader").endMetadata();
    plane.adminClient().serviceAccounts().inNamespace(namespace).resource(account.build()).create();
    var ingresses =
        new PolicyRuleBuilder()
            .withApiGroups("networking.k8s.io")
            .withResources("ingresses")
            .withVerbs("list")
            .build();
    plane.grantEverywhere("system:serviceaccount:" + namespace + ":reader", List.of(ingresses));

    var run =
        CommandRun.of(
            "routes",
            "--host",
            namespace + ".example.com",
            "--class",
            "*=spec",
            "--kubeconfig",
            plane.serviceAccountKubeconfig(namespace, "reader").toString());

    assertThat(run.err()).contains("may not list services: they are taken as unknown");
    assertThat(run.out()).contains("/pay", namespace + "/pay:80  ?");
  }

  private String shop() {
    var namespace = plane.newNamespace("shop");
    var text = SHOP.formatted(namespace).getBytes(StandardCharsets.UTF_8);
    plane.adminClient().load(new ByteArrayInputStream(text)).inNamespace(namespace).create();
    return namespace;
  }
}
