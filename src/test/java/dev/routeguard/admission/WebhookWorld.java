package dev.routeguard.admission;

import static org.awaitility.Awaitility.await;

import dev.routeguard.admission.certificate.CertificateMode;
import dev.routeguard.admission.certificate.CertificateSettings;
import dev.routeguard.admission.certificate.CertificateTimes;
import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A namespace that is guarded by webhooks of its own, so that tests share a control plane without
 * hearing of each other; and a ServiceAccount that may do what the chart grants for certificates.
 */
final class WebhookWorld implements AutoCloseable {
  static final String SECRET = "routeguard-webhook-tls";

  final ControlPlane plane;

  /** Where alice works, and where the Secret is. */
  final String namespace;

  private final KubernetesClient operator;
  private final List<WebhookReplica> replicas = new ArrayList<>();

  WebhookWorld(ControlPlane plane) {
    this.plane = plane;
    this.namespace = plane.newNamespace("webhook");
    plane.grant("alice", namespace);
    this.operator = operatorClient();
  }

  private KubernetesClient operatorClient() {
    var account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("operator")
            .withNamespace(namespace)
            .endMetadata()
            .build();
    plane.adminClient().resource(account).create();
    plane.grantEverywhere(
        user(),
        List.of(
            rule(
                "admissionregistration.k8s.io",
                "validatingwebhookconfigurations",
                configurationName(),
                "get",
                "list",
                "watch",
                "patch")));
    plane.grant(
        user(),
        namespace,
        List.of(
            rule("", "secrets", SECRET, "get", "list", "watch", "update"),
            rule("", "secrets", null, "create")));
    return ControlPlane.clientWith(plane.serviceAccountKubeconfig(namespace, "operator"));
  }

  String user() {
    return "system:serviceaccount:" + namespace + ":operator";
  }

  private static PolicyRule rule(String group, String resource, String name, String... verbs) {
    var rule =
        new PolicyRuleBuilder().withApiGroups(group).withResources(resource).withVerbs(verbs);
    return name == null ? rule.build() : rule.withResourceNames(name).build();
  }

  String configurationName() {
    return namespace;
  }

  /** A replica that has a certificate, and nobody who calls it. */
  WebhookReplica replica(Reviewer reviewer, CertificateMode mode, CertificateTimes times) {
    var replica = new WebhookReplica(operator, settings(mode, times), reviewer);
    replicas.add(replica);
    return replica;
  }

  WebhookReplica replica(Reviewer reviewer) {
    var replica = replica(reviewer, CertificateMode.AUTO, CertificateTimes.standard());
    await().until(replica::isListening);
    return replica;
  }

  CertificateSettings settings(CertificateMode mode, CertificateTimes times) {
    return new CertificateSettings(
        mode, namespace, SECRET, configurationName(), "routeguard", List.of("127.0.0.1"), times);
  }

  /** Has the API server ask each of them, once it trusts them. */
  void register(WebhookReplica... asked) {
    var webhooks = new ArrayList<ValidatingWebhook>();
    for (var replica : asked) {
      webhooks.add(webhook("changes%d.routeguard.dev".formatted(webhooks.size()), replica.url()));
    }
    var configuration =
        new ValidatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName(configurationName())
            .endMetadata()
            .withWebhooks(webhooks)
            .build();
    plane.adminClient().resource(configuration).create();
    for (var replica : asked) {
      await().atMost(Duration.ofSeconds(30)).until(replica::isReady);
    }
  }

  private ValidatingWebhook webhook(String name, String url) {
    return new ValidatingWebhookBuilder()
        .withName(name)
        .withNewClientConfig()
        .withUrl(url)
        .endClientConfig()
        .withAdmissionReviewVersions("v1")
        .withSideEffects("NoneOnDryRun")
        .withFailurePolicy("Fail")
        .withTimeoutSeconds(10)
        .withRules(
            new RuleWithOperationsBuilder()
                .withApiGroups("networking.k8s.io", "")
                .withApiVersions("v1")
                .withOperations("CREATE", "UPDATE", "DELETE")
                .withResources("ingresses", "ingresses/status", "services")
                .withScope("Namespaced")
                .build())
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
        .endNamespaceSelector()
        .build();
  }

  Resource<ValidatingWebhookConfiguration> configuration() {
    return plane
        .adminClient()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(configurationName());
  }

  @Override
  public void close() {
    configuration().delete();
    replicas.forEach(WebhookReplica::close);
    operator.close();
  }
}
