package dev.routeguard.chart;

import static dev.routeguard.chart.RenderedChart.each;
import static dev.routeguard.chart.RenderedChart.text;
import static dev.routeguard.chart.RenderedChart.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.routeguard.config.Settings;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, and what it refuses to. */
class ChartRenderingIT {
  private static final String EVERYTHING =
      "networkPolicy.enabled=true,metrics.serviceMonitor.enabled=true,webhook.certs.mode=certManager";

  @TempDir static Path home;
  private static Helm helm;

  @BeforeAll
  static void buildHelm() {
    helm = Helm.built(home);
  }

  @Test
  void lint_finds_nothing() {
    assertThat(helm.succeeds("lint", Helm.CHART, "--strict"))
        .contains("0 chart(s) failed")
        .doesNotContain("[WARNING]", "[ERROR]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicaCount=2",
        EVERYTHING,
        "webhook.url=https://127.0.0.1:9443/validate",
        "webhook.enabled=false",
        "rbac.create=false,serviceAccount.create=false,serviceAccount.name=other",
        "nameOverride=guard,fullnameOverride=guard,namespaceOverride=guarded"
      })
  void no_object_is_rendered_twice(String values) {
    Stream<String> identities = helm.render(values).objects().stream().map(ChartRenderingIT::id);
    assertThat(identities).doesNotHaveDuplicates().isNotEmpty();
  }

  @Test
  void every_namespaced_object_says_its_namespace() {
    List<String> clusterScoped =
        List.of(
            "ClusterRole",
            "ClusterRoleBinding",
            "ClusterRoutePolicy",
            "CustomResourceDefinition",
            "ValidatingWebhookConfiguration");
    assertThat(helm.render("namespaceOverride=guarded", EVERYTHING).objects())
        .filteredOn(object -> !clusterScoped.contains(text(object, "/kind")))
        .isNotEmpty()
        .allSatisfy(
            object ->
                assertThat(text(object, "/metadata/namespace"))
                    .as(id(object))
                    .isEqualTo("guarded"));
  }

  @Test
  void every_pod_meets_the_restricted_standard() {
    RenderedChart chart = helm.render();
    Stream.concat(
            chart.ofKind("Deployment").stream().map(object -> object.at("/spec/template/spec")),
            chart.ofKind("Pod").stream().map(object -> object.at("/spec")))
        .forEach(ChartRenderingIT::assertRestricted);
  }

  private static void assertRestricted(JsonNode pod) {
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(text(pod, "/securityContext/seccompProfile/type")).isEqualTo("RuntimeDefault");
    assertThat(each(pod, "/containers"))
        .isNotEmpty()
        .allSatisfy(
            container -> {
              JsonNode context = container.at("/securityContext");
              assertThat(context.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(context.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(texts(context, "/capabilities/drop")).containsExactly("ALL");
              assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "certManager"})
  void the_ca_bundle_is_left_to_whoever_makes_the_certificate(String mode) {
    JsonNode webhook = webhook(helm.render("webhook.certs.mode=" + mode));
    assertThat(webhook.at("/clientConfig").has("caBundle")).isFalse();
  }

  @Test
  void the_webhook_lets_changes_pass_when_it_is_down_and_knows_dry_runs() {
    JsonNode webhook = webhook(helm.render());
    assertThat(text(webhook, "/failurePolicy")).isEqualTo("Ignore");
    assertThat(text(webhook, "/sideEffects")).isEqualTo("NoneOnDryRun");
    assertThat(text(webhook, "/matchPolicy")).isEqualTo("Equivalent");
    assertThat(text(webhook, "/clientConfig/service/path")).isEqualTo("/validate");
  }

  @Test
  void own_namespace_and_kube_system_are_excluded_by_the_label_nobody_can_set() {
    JsonNode expression = webhook(helm.render()).at("/namespaceSelector/matchExpressions").get(0);
    assertThat(text(expression, "/key")).isEqualTo("kubernetes.io/metadata.name");
    assertThat(text(expression, "/operator")).isEqualTo("NotIn");
    assertThat(texts(expression, "/values")).containsExactly("kube-system", "routeguard");
  }

  @Test
  void own_namespace_stays_excluded_whatever_the_values_say() {
    JsonNode webhook =
        webhook(
            helm.render(
                "namespaceOverride=guarded",
                "webhook.excludedNamespaces={ingress-nginx}",
                "webhook.namespaceSelector.matchLabels.tier=edge"));
    assertThat(texts(webhook, "/namespaceSelector/matchExpressions/0/values"))
        .containsExactly("ingress-nginx", "guarded");
    assertThat(text(webhook, "/namespaceSelector/matchLabels/tier")).isEqualTo("edge");
  }

  @Test
  void the_operators_own_requests_are_exempt() {
    assertThat(each(webhook(helm.render("serviceAccount.name=guard")), "/matchConditions"))
        .extracting(condition -> text(condition, "/expression"))
        .contains("request.userInfo.username != 'system:serviceaccount:routeguard:guard'");
  }

  @Test
  void only_main_resources_of_routing_kinds_are_sent() {
    assertThat(each(webhook(helm.render()), "/rules"))
        .flatExtracting(rule -> texts(rule, "/resources"))
        .containsExactlyInAnyOrder(
            "ingresses",
            "ingressclasses",
            "services",
            "endpointslices",
            "namespaces",
            "gateways",
            "gatewayclasses",
            "listenersets",
            "httproutes",
            "grpcroutes",
            "tlsroutes",
            "tcproutes",
            "udproutes",
            "backendtlspolicies",
            "referencegrants");
  }

  @Test
  void an_operator_elsewhere_is_called_by_url_and_not_deployed() {
    RenderedChart chart = helm.render("webhook.url=https://127.0.0.1:9443/validate");
    assertThat(text(webhook(chart), "/clientConfig/url"))
        .isEqualTo("https://127.0.0.1:9443/validate");
    assertThat(chart.objects())
        .extracting(object -> text(object, "/kind"))
        .doesNotContain("Deployment", "Service", "PodDisruptionBudget", "Pod")
        .contains("ServiceAccount", "ClusterRole", "Role");
  }

  @Test
  void cert_manager_injects_the_bundle_of_the_certificate_it_issues() {
    RenderedChart chart =
        helm.render("webhook.certs.mode=certManager", "webhook.certs.hosts={a.example,10.0.0.1}");
    assertThat(
            text(
                chart.only("ValidatingWebhookConfiguration"),
                "/metadata/annotations/cert-manager.io~1inject-ca-from"))
        .isEqualTo("routeguard/routeguard-webhook");
    JsonNode certificate = chart.named("Certificate", "routeguard-webhook");
    assertThat(text(certificate, "/spec/secretName"))
        .isEqualTo(environment(chart, "ROUTEGUARD_WEBHOOK_CERTS_SECRET"));
    assertThat(texts(certificate, "/spec/dnsNames"))
        .contains("routeguard.routeguard.svc", "a.example");
    assertThat(texts(certificate, "/spec/ipAddresses")).containsExactly("10.0.0.1");
  }

  @Test
  void one_replica_has_no_disruption_budget() {
    assertThat(helm.render("replicaCount=1").ofKind("PodDisruptionBudget")).isEmpty();
    assertThat(helm.render("replicaCount=2").ofKind("PodDisruptionBudget")).hasSize(1);
  }

  @Test
  void starter_policies_only_audit_by_default_and_can_be_left_out() {
    assertThat(helm.render().ofKind("ClusterRoutePolicy"))
        .isNotEmpty()
        .allSatisfy(policy -> assertThat(text(policy, "/spec/mode")).isEqualTo("Audit"));
    assertThat(helm.render("starterPolicies.mode=Warn").ofKind("ClusterRoutePolicy"))
        .allSatisfy(policy -> assertThat(text(policy, "/spec/mode")).isEqualTo("Warn"));
    assertThat(helm.render("starterPolicies.enabled=false").ofKind("ClusterRoutePolicy")).isEmpty();
  }

  @Test
  void packs_have_a_mode_each_and_the_incidents_are_off_until_asked_for() {
    assertThat(modes("starterPolicies.packs.essential=Deny", "starterPolicies.packs.tls=Off"))
        .containsEntry("no-lost-routes", "Deny")
        .containsEntry("hygiene", "Audit")
        .doesNotContainKeys("keep-tls", "r01-corrupted-push-drops-site");
    assertThat(modes("starterPolicies.packs.incident=Warn"))
        .containsEntry("r01-corrupted-push-drops-site", "Warn")
        .containsEntry("keep-tls", "Audit");
  }

  private Map<String, String> modes(String... values) {
    return helm.render(values).ofKind("ClusterRoutePolicy").stream()
        .collect(
            Collectors.toMap(
                policy -> text(policy, "/metadata/name"), policy -> text(policy, "/spec/mode")));
  }

  @Test
  void definitions_stay_on_uninstall_unless_told_otherwise() {
    String pointer = "/metadata/annotations/helm.sh~1resource-policy";
    assertThat(helm.render().ofKind("CustomResourceDefinition"))
        .hasSize(7)
        .allSatisfy(crd -> assertThat(text(crd, pointer)).isEqualTo("keep"));
    assertThat(helm.render("crds.keep=false").ofKind("CustomResourceDefinition"))
        .allSatisfy(crd -> assertThat(text(crd, pointer)).isEmpty());
    assertThat(helm.render("crds.enabled=false").ofKind("CustomResourceDefinition")).isEmpty();
  }

  @Test
  void definitions_are_rendered_as_they_were_generated() throws IOException {
    for (JsonNode rendered : helm.render().ofKind("CustomResourceDefinition")) {
      Path generated = Path.of("crds", text(rendered, "/metadata/name") + ".yaml");
      assertThat(definition(rendered.toString()))
          .isEqualTo(definition(Files.readString(generated)));
    }
  }

  /** Typed, because helm writes 0 where the generator wrote 0.0. */
  private static CustomResourceDefinitionSpec definition(String text) {
    return Serialization.unmarshal(text, CustomResourceDefinition.class).getSpec();
  }

  @Test
  void the_operator_knows_every_setting_that_the_chart_makes() {
    assertThat(
            each(
                helm.render("webhook.certs.hosts={a.example}").only("Deployment"),
                "/spec/template/spec/containers/0/env"))
        .extracting(variable -> text(variable, "/name"))
        .filteredOn(name -> name.startsWith("ROUTEGUARD_"))
        .hasSizeGreaterThan(10)
        .isSubsetOf(variables("ROUTEGUARD", Settings.class).toList());
  }

  private static Stream<String> variables(String prefix, Class<?> settings) {
    return Stream.of(settings.getMethods())
        .flatMap(
            method -> {
              String name =
                  prefix
                      + "_"
                      + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
              boolean isGroup = method.getReturnType().getEnclosingClass() == Settings.class;
              return isGroup ? variables(name, method.getReturnType()) : Stream.of(name);
            });
  }

  @Test
  void a_parent_chart_may_pass_globals_and_its_own_switch() {
    RenderedChart chart =
        helm.render(
            "global.x=1",
            "enabled=true",
            "global.imageRegistry=mirror.example",
            "global.imagePullSecrets={one}",
            "imagePullSecrets[0].name=two");
    JsonNode pod = chart.only("Deployment").at("/spec/template/spec");
    assertThat(text(pod, "/containers/0/image")).startsWith("mirror.example/");
    assertThat(each(pod, "/imagePullSecrets"))
        .extracting(secret -> text(secret, "/name"))
        .containsExactly("one", "two");
  }

  @Test
  void a_digest_wins_over_a_tag() {
    String digest = "sha256:" + "0a".repeat(32);
    JsonNode deployment =
        helm.render("image.tag=1.2.3", "image.digest=" + digest).only("Deployment");
    assertThat(text(deployment, "/spec/template/spec/containers/0/image")).endsWith("@" + digest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas=2                                      | additional properties 'replicas' not allowed
          webhook.failurepolicy=Fail                      | additional properties 'failurepolicy' not allowed
          webhook.failurePolicy=fail                      | value must be one of 'Ignore', 'Fail'
          webhook.timeoutSeconds=31                       | maximum
          webhook.url=http://127.0.0.1:9443/validate      | does not match pattern
          starterPolicies.mode=Enforce                    | value must be one of
          record.maxAge=soon                              | does not match pattern
          record.sweepInterval=often                      | does not match pattern
          webhook.certs.mode=existingSecret               | needs webhook.certs.existingSecret.name
          webhook.certs.existingSecret.name=tls           | webhook.certs.mode is auto
          webhook.failurePolicy=Fail,replicaCount=0       | would refuse every routing change
          webhook.enabled=false,webhook.url=https://a/b   | webhook.enabled=false
          serviceAccount.create=false                     | needs serviceAccount.name
          namespaceOverride=kube-system                   | must not live in kube-system
          podDisruptionBudget.minAvailable=2              | would block every node drain
          starterPolicies.mode=Rollback,rollback.enabled=false | needs rollback.enabled=true
          """)
  void impossible_values_are_refused_in_words(String values, String words) {
    assertThat(helm.refusal(values)).contains(words);
  }

  private static JsonNode webhook(RenderedChart chart) {
    return chart.only("ValidatingWebhookConfiguration").at("/webhooks/0");
  }

  private static String environment(RenderedChart chart, String name) {
    return each(chart.only("Deployment"), "/spec/template/spec/containers/0/env")
        .filter(variable -> text(variable, "/name").equals(name))
        .map(variable -> text(variable, "/value"))
        .findFirst()
        .orElseThrow();
  }

  private static String id(JsonNode object) {
    return "%s %s/%s"
        .formatted(
            text(object, "/kind"),
            text(object, "/metadata/namespace"),
            text(object, "/metadata/name"));
  }
}
