package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.routeguard.controlplane.AuditLog;
import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/local/up} as a user runs it, and what is in the API server afterwards. */
class ReplayIT {
  private static final int MINUTES = 3;

  @TempDir Path folder;

  @AfterEach
  void down() throws Exception {
    assertThat(run("deploy/local/down")).as(this::printed).isZero();
  }

  @Test
  void the_outage_is_denied_then_put_back_and_on_record() throws Exception {
    assertThat(run("deploy/local/up")).as(this::printed).isZero();

    assertThat(printed())
        .containsSubsequence(
            "(a) The audit",
            "promo",
            "(b) The platform team writes a policy",
            "httproutes \"storefront\" is forbidden: routeguard no-lost-requests: ",
            "(c) The operator is stopped",
            "Found, put back and recorded",
            "(d) Who did what?",
            "(e) A good change goes through untouched",
            "In the real outage it took three hours",
            "export KUBECONFIG=");
    var plane = state();
    try (KubernetesClient client = ControlPlane.clientWith(plane.resolve("kubeconfig"))) {
      theRecordTellsTheStory(changes(client));
    }
    theRouteWasWrittenOnceByTheRestorer(new AuditLog(plane.resolve("audit.log")));
  }

  private void theRecordTellsTheStory(List<GenericKubernetesResource> changes) {
    assertThat(changes)
        .extracting(
            change -> change.<Object>get("spec", "object", "name"),
            change -> change.<Object>get("spec", "verdict"),
            change -> change.<Object>get("status", "action"))
        .containsExactlyInAnyOrder(
            tuple("storefront", "Deny", "Denied"),
            tuple("storefront", "RollBack", "RolledBack"),
            tuple("api", "Admit", "Admitted"));
    assertThat(changes)
        .filteredOn(change -> !"RolledBack".equals(change.get("status", "action")))
        .allSatisfy(
            change -> assertThat((Object) change.get("spec", "actor", "user")).isEqualTo("alice"));
  }

  private void theRouteWasWrittenOnceByTheRestorer(AuditLog log) {
    assertThat(log.entries())
        .filteredOn(entry -> entry.user().equals("system:serviceaccount:routeguard:routeguard"))
        .filteredOn(entry -> entry.resource().equals("httproutes") && entry.verb().equals("patch"))
        .filteredOn(entry -> entry.code() == 200)
        .hasSize(1);
  }

  private static List<GenericKubernetesResource> changes(KubernetesClient client) {
    return client
        .genericKubernetesResources("routeguard.dev/v1alpha1", "RouteChange")
        .inNamespace("shop")
        .list()
        .getItems();
  }

  private Path state() {
    return folder.resolve("state");
  }

  private int run(String command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ROUTEGUARD_STATE", state().toString());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()));
    var process = builder.start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(this::printed).isTrue();
    return process.exitValue();
  }

  private String printed() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      return "nothing was printed: " + e.getMessage();
    }
  }
}
