package dev.routeguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.routeguard.attestation.Attestations;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Operation;
import dev.routeguard.policy.FailurePolicy;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the API server asks, and what people see of the answer. */
@ExtendWith(ControlPlaneExtension.class)
class WebhookIT {
  private final ControlPlane plane;
  private final WebhookWorld world;
  private final FakeReviewer reviewer = new FakeReviewer();
  private final FakeListener listener = new FakeListener();
  private final List<AdmissionCall> calls = new CopyOnWriteArrayList<>();
  private final Kubectl alice;

  WebhookIT(ControlPlane plane) {
    this.plane = plane;
    this.world = new WebhookWorld(plane);
    this.alice = new Kubectl(plane.kubeconfigOf("alice"), world.namespace);
    reviewer.answers(
        call -> {
          calls.add(call);
          return Answer.allow();
        });
  }

  @AfterEach
  void close() {
    world.close();
  }

  private String ingress(String host) {
    return """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"shop"},
         "spec":{"rules":[{"host":"%s","http":{"paths":[{"path":"/pay","pathType":"Prefix",
           "backend":{"service":{"name":"web","port":{"number":8080}}}}]}}]}}"""
        .formatted(host);
  }

  private void expectSuccess(String manifest, String... words) throws Exception {
    var result = alice.run(manifest, words);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void every_operation_tells_who_what_and_with_which_tool() throws Exception {
    world.register(world.replica(reviewer));

    expectSuccess(ingress("a.example.com"), "apply", "-f", "-");
    expectSuccess(ingress("b.example.com"), "apply", "-f", "-");
    expectSuccess("", "delete", "ingress", "shop");

    assertThat(calls)
        .extracting(call -> call.change().operation())
        .containsExactly(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.change().actor().user()).isEqualTo("alice");
              assertThat(call.change().actor().groups()).contains("dev");
              assertThat(call.change().ref().namespace()).isEqualTo(world.namespace);
              assertThat(call.change().subject().uid()).isNotEmpty();
            });
    assertThat(calls.get(0).change().actor().fieldManager()).isEqualTo("kubectl-client-side-apply");
    assertThat(calls.get(1).change().before().document().toString()).contains("a.example.com");
  }

  @Test
  void generated_name_is_known() {
    world.register(world.replica(reviewer));
    var ingress = Serialization.unmarshal(ingress("a.example.com"), Ingress.class);
    ingress.getMetadata().setName(null);
    ingress.getMetadata().setGenerateName("shop-");
    ingress.getMetadata().setNamespace(world.namespace);

    var created = plane.clientFor("alice").resource(ingress).create();

    assertThat(calls)
        .singleElement()
        .satisfies(
            call ->
                assertThat(call.change().ref().name()).isEqualTo(created.getMetadata().getName()));
  }

  @Test
  void status_is_not_reviewed_and_goes_through() throws Exception {
    world.register(world.replica(reviewer));
    expectSuccess(ingress("a.example.com"), "apply", "-f", "-");
    reviewer.answers(FakeReviewer.DENIAL);

    var patch = "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"10.1.2.3\"}]}}}";
    var admin = new Kubectl(plane.kubeconfig(), world.namespace);
    var result =
        admin.run(
            "", "patch", "ingress", "shop", "--subresource=status", "--type=merge", "-p", patch);

    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void warnings_reach_the_person_who_asked() throws Exception {
    world.register(world.replica(reviewer));
    reviewer.answers(new Answer(true, "", List.of("routeguard p: mind the gap."), Map.of()));

    var result = alice.run(ingress("a.example.com"), "apply", "-f", "-");

    assertThat(result.output())
        .contains("Warning: routeguard p: mind the gap.", "ingress.networking.k8s.io/shop created");
  }

  @Test
  void dry_run_is_known_as_one() throws Exception {
    world.register(world.replica(reviewer));

    expectSuccess(ingress("a.example.com"), "apply", "--dry-run=server", "-f", "-");

    assertThat(calls).singleElement().satisfies(c -> assertThat(c.change().dryRun()).isTrue());
  }

  @Test
  void audit_log_of_the_api_server_keeps_the_verdict() throws Exception {
    world.register(world.replica(reviewer));
    reviewer.answers(FakeReviewer.DENIAL);

    assertThat(alice.run(ingress("a.example.com"), "apply", "-f", "-").exitCode()).isOne();

    await()
        .untilAsserted(
            () ->
                assertThat(Files.lines(plane.folder().resolve("audit.log")))
                    .anyMatch(
                        line ->
                            line.contains(world.namespace)
                                && line.contains("\"changes0.routeguard.dev/verdict\":\"Deny\"")));
  }

  @Test
  void denial_reads_as_the_issue_of_a_person_who_has_to_fix_it() throws Exception {
    var policies = TestPolicies.noLostRoutes(Mode.DENY, FailurePolicy.FAIL);
    try (var judge = judge(policies)) {
      world.register(world.replica(judge));
      expectSuccess(ingress("shop.example.com"), "apply", "-f", "-");

      var dryRun = alice.run(ingress("other.com"), "apply", "--dry-run=server", "-f", "-");
      assertThat(listener.denied).isEmpty();
      var result = alice.run(ingress("other.com"), "apply", "-f", "-");

      assertThat(result.exitCode()).isOne();
      assertThat(result.output())
          .contains(
              "admission webhook \"changes0.routeguard.dev\" denied the request:",
              "ingresses \"shop\" is forbidden: routeguard no-lost-routes: ",
              "shop.example.com loses /pay",
              "\n  at spec.rules",
              "Witness: ");
      assertThat(dryRun.output()).isEqualTo(result.output());
      assertThat(listener.denied).hasSize(1);
    }
  }

  /** Knows the Ingress of these tests as served, without watching. */
  private EstateReviewer judge(PolicyBook policies) {
    return new EstateReviewer(
        this::estate,
        () -> policies,
        Attestations::none,
        () -> true,
        listener,
        new DenialRecorder(listener, new AdmissionMeters(new SimpleMeterRegistry())),
        call -> Answer.allow(),
        Clock.systemUTC());
  }

  private Estate estate() {
    var estate = Estate.empty(EstateSettings.defaults());
    for (var json :
        List.of(
            ingress("shop.example.com"),
            EstateReviewerTest.SERVICE,
            EstateReviewerTest.ENDPOINTS)) {
      estate = estate.with(TestObjects.inNamespace(world.namespace, json));
    }
    return estate;
  }

  @Test
  void silence_is_a_refusal_where_the_configuration_says_fail() {
    var replica = world.replica(reviewer);
    world.register(replica);
    replica.close();
    var ingress = Serialization.unmarshal(ingress("a.example.com"), Ingress.class);
    ingress.getMetadata().setNamespace(world.namespace);

    assertThatThrownBy(() -> plane.clientFor("alice").resource(ingress).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("failed calling webhook");
  }
}
