package dev.routeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a release on a real API server of its own: others must not meet its webhook, nor lose
 * their kinds with it.
 */
class ChartInstallIT {
  private static final String NAMESPACE = "routeguard";
  private static final String NAME = "routeguard";
  private static final String NOBODY_THERE = "webhook.url=https://127.0.0.1:1/validate";

  @TempDir static Path home;
  private static ControlPlane plane;
  private static KubernetesClient client;
  private static Helm helm;

  @BeforeAll
  static void start() {
    helm = Helm.built(home);
    plane = ControlPlane.start();
    client = impatient(plane.kubeconfig());
    helm = helm.against(plane.kubeconfig());
  }

  @AfterAll
  static void stop() {
    client.close();
    plane.close();
  }

  @AfterEach
  void uninstall() {
    helm.succeeds("uninstall", NAME, "--namespace", NAMESPACE, "--ignore-not-found");
  }

  @Test
  void default_values_install_on_an_empty_server() {
    deleteDefinitions();

    String notes = install();

    assertThat(ourDefinitions()).hasSize(7);
    assertThat(webhook().getWebhooks())
        .hasSize(3)
        .allSatisfy(hook -> assertThat(hook.getClientConfig().getCaBundle()).isNull());
    assertThat(client.apps().deployments().inNamespace(NAMESPACE).withName(NAME).get()).isNotNull();
    assertThat(starterPolicies())
        .isNotEmpty()
        .allSatisfy(policy -> assertThat(mode(policy)).isEqualTo("Audit"));
    assertThat(notes).contains("kubectl get rchg,rrep -A").doesNotContain("WARNING");
  }

  @Test
  void upgrade_leaves_the_ca_bundle_and_unchanged_starter_policies_alone() {
    install();
    String bundle = Base64.getEncoder().encodeToString("a CA".getBytes(StandardCharsets.UTF_8));
    client.resource(webhook()).edit(hook -> withBundle(hook, bundle));
    GenericKubernetesResource policy = starterPolicies().get(0);
    client.resource(policy).edit(ChartInstallIT::denying);

    upgrade("webhook.timeoutSeconds=7");

    assertThat(webhook().getWebhooks().get(0).getTimeoutSeconds()).isEqualTo(7);
    assertThat(webhook().getWebhooks().get(0).getClientConfig().getCaBundle()).isEqualTo(bundle);
    GenericKubernetesResource after = client.resource(policy).get();
    assertThat(after.getMetadata().getUid()).isEqualTo(policy.getMetadata().getUid());
    assertThat(mode(after)).isEqualTo("Deny");
  }

  @Test
  void starter_policies_follow_the_values_on_upgrade() {
    install();

    upgrade("starterPolicies.mode=Warn");
    assertThat(starterPolicies())
        .isNotEmpty()
        .allSatisfy(policy -> assertThat(mode(policy)).isEqualTo("Warn"));

    upgrade("starterPolicies.enabled=false");
    assertThat(starterPolicies()).isEmpty();
  }

  @Test
  void uninstall_leaves_no_webhook_and_no_rights_but_the_kinds_with_their_objects() {
    install();
    int policies = starterPolicies().size();

    helm.succeeds("uninstall", NAME, "--namespace", NAMESPACE);

    assertThat(webhook()).isNull();
    assertThat(named(client.rbac().clusterRoles().list().getItems())).isEmpty();
    assertThat(named(client.rbac().clusterRoleBindings().list().getItems())).isEmpty();
    assertThat(client.rbac().roles().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    assertThat(ourDefinitions()).hasSize(7);
    assertThat(starterPolicies()).hasSize(policies);
  }

  @Test
  void a_new_release_takes_over_the_kinds_that_an_old_one_left() {
    install();
    helm.succeeds("uninstall", NAME, "--namespace", NAMESPACE);
    List<String> uids = uids(ourDefinitions());

    install("starterPolicies.mode=Warn");

    assertThat(uids(ourDefinitions())).isEqualTo(uids);
    assertThat(starterPolicies())
        .isNotEmpty()
        .allSatisfy(policy -> assertThat(mode(policy)).isEqualTo("Warn"));
  }

  @Test
  void an_upgrade_repairs_a_server_whose_kinds_were_deleted() {
    install();
    deleteDefinitions();

    upgrade();

    assertThat(ourDefinitions()).hasSize(7);
    assertThat(starterPolicies()).isNotEmpty();
  }

  @Test
  void kinds_go_with_the_release_where_that_was_asked_for() {
    install("crds.keep=false");

    helm.succeeds("uninstall", NAME, "--namespace", NAMESPACE);

    awaitNoDefinitions();
  }

  @Test
  void only_guarded_namespaces_and_other_users_meet_the_webhook() {
    install(NOBODY_THERE, "webhook.failurePolicy=Fail");
    String guarded = plane.newNamespace("chart");
    awaitRefusal(guarded);

    assertThatCode(() -> client.resource(ingress("kube-system")).create())
        .doesNotThrowAnyException();
    assertThatCode(() -> client.resource(ingress(NAMESPACE)).create()).doesNotThrowAnyException();
    try (KubernetesClient operator = impatient(plane.serviceAccountKubeconfig(NAMESPACE, NAME))) {
      assertThatCode(() -> operator.resource(ingress(guarded)).create()).doesNotThrowAnyException();
    }
  }

  @Test
  void a_webhook_that_is_down_lets_changes_pass_by_default() {
    install(NOBODY_THERE);
    String guarded = plane.newNamespace("chart");
    assertThatCode(() -> client.resource(ingress(guarded)).create()).doesNotThrowAnyException();
  }

  /** The API server learns of a new webhook through a watch, a moment after it was made. */
  private static void awaitRefusal(String namespace) {
    Ingress ingress = ingress(namespace);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> client.resource(ingress).dryRun(true).create())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("changes.routeguard.dev"));
  }

  /** Without retries: a webhook that can't be reached is an answer here, and not a hiccup. */
  private static KubernetesClient impatient(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static Ingress ingress(String namespace) {
    return new IngressBuilder()
        .withNewMetadata()
        .withName("shop")
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withNewDefaultBackend()
        .withNewService()
        .withName("shop")
        .withNewPort()
        .withNumber(80)
        .endPort()
        .endService()
        .endDefaultBackend()
        .endSpec()
        .build();
  }

  private static String install(String... values) {
    return release("install", values, "--create-namespace");
  }

  private static void upgrade(String... values) {
    release("upgrade", values, "--reset-values");
  }

  private static String release(String command, String[] values, String flag) {
    List<String> arguments =
        new ArrayList<>(List.of(command, NAME, Helm.CHART, "--namespace", NAMESPACE, flag));
    Stream.of(values).forEach(value -> arguments.addAll(List.of("--set", value)));
    return helm.succeeds(arguments.toArray(String[]::new));
  }

  private static List<CustomResourceDefinition> ourDefinitions() {
    return client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
        .filter(crd -> crd.getSpec().getGroup().equals("routeguard.dev"))
        .toList();
  }

  private static void deleteDefinitions() {
    ourDefinitions().forEach(crd -> client.resource(crd).delete());
    awaitNoDefinitions();
  }

  /**
   * A definition goes when its objects are gone. The API server's finalizer drops a definition from
   * its queue where its own write meets a conflict ("storage is (re)initializing" before it) and
   * comes back to it minutes later; any other edit of the definition brings it back at once.
   */
  private static void awaitNoDefinitions() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(2))
        .pollDelay(Duration.ofMillis(200))
        // Gone between being listed and being touched.
        .ignoreExceptionsMatching(
            e -> e instanceof KubernetesClientException refused && refused.getCode() == 404)
        .until(
            () -> {
              ourDefinitions().forEach(ChartInstallIT::touch);
              return ourDefinitions().isEmpty();
            });
  }

  private static void touch(CustomResourceDefinition definition) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(definition.getMetadata().getName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"metadata":{"annotations":{"routeguard.dev/touched":"%d"}}}"""
                .formatted(System.nanoTime()));
  }

  private static @Nullable ValidatingWebhookConfiguration webhook() {
    return client
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(NAME)
        .get();
  }

  private static ValidatingWebhookConfiguration withBundle(
      ValidatingWebhookConfiguration configuration, String bundle) {
    configuration.getWebhooks().get(0).getClientConfig().setCaBundle(bundle);
    return configuration;
  }

  private static List<GenericKubernetesResource> starterPolicies() {
    return client
        .genericKubernetesResources("routeguard.dev/v1alpha1", "ClusterRoutePolicy")
        .list()
        .getItems();
  }

  private static GenericKubernetesResource denying(GenericKubernetesResource policy) {
    Map<String, Object> spec = policy.get("spec");
    spec.put("mode", "Deny");
    return policy;
  }

  private static String mode(GenericKubernetesResource policy) {
    return policy.get("spec", "mode");
  }

  private static List<String> uids(List<? extends HasMetadata> objects) {
    return objects.stream().map(object -> object.getMetadata().getUid()).toList();
  }

  private static Stream<String> named(List<? extends HasMetadata> objects) {
    return objects.stream()
        .map(object -> object.getMetadata().getName())
        .filter(name -> name.startsWith(NAME));
  }
}
