package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What landed past the webhook is put back once and recorded once, whatever happens to the
 * operators.
 */
class RollbackIT {
  private static final String[] SERVING = {
    "route-lost", "backend-service-missing", "backend-no-ready-endpoints", "weight-to-dead-backend"
  };
  private static final Duration SOON = Duration.ofSeconds(40);

  private Installation installation;
  private Shop shop;

  @AfterEach
  void remove() {
    if (installation != null) {
      installation.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1500, 2500, 3000, 3500, 4000, 5000})
  void killed_at_any_moment_there_is_one_rollback_and_one_record(long millisecondsToLive) {
    open(1);
    installation.start("operator-0").close();
    apply("outage.yaml");

    var victim = installation.launch("operator-0");
    await().pollDelay(Duration.ofMillis(millisecondsToLive)).until(() -> true);
    victim.kill();
    installation.launch("operator-0");

    assertPutBackOnce();
  }

  @Test
  void two_replicas_roll_back_once_and_record_each_change_once() {
    open(2);
    var one = installation.start("operator-0");
    var two = installation.start("operator-1");
    one.close();
    two.close();
    apply("outage.yaml");
    installation.launch("operator-0");
    installation.launch("operator-1");
    assertPutBackOnce();

    await("admission is back").until(() -> !admits("outage.yaml"));
    for (int weight = 1; weight <= 8; weight++) {
      int step = weight;
      reweigh(step);
      await("record " + step).atMost(SOON).until(() -> landed("api").size() == step);
    }
    assertThat(landed("api"))
        .allSatisfy(
            change -> assertThat((Object) change.get("spec", "actor", "user")).isEqualTo("alice"));
  }

  private void open(int replicas) {
    installation = Installation.of(replicas);
    shop = installation.shop();
    var operator = installation.start("operator-0");
    shop.policy("no-lost-routes", "Rollback", SERVING);
    await("the policy is in force").until(() -> !admits("outage.yaml"));
    await("the shop's good state is kept").until(() -> hasRevision("storefront"));
    operator.close();
  }

  private boolean hasRevision(String name) {
    return shop
        .admin()
        .genericKubernetesResources("routeguard.dev/v1alpha1", "RouteRevision")
        .inNamespace(shop.namespace())
        .list()
        .getItems()
        .stream()
        .anyMatch(revision -> name.equals(revision.get("spec", "object", "name")));
  }

  private void assertPutBackOnce() {
    await("the old state is put back")
        .atMost(SOON)
        .until(() -> shop.frontPageBackends().equals(List.of("storefront")));
    await("the record is finished")
        .atMost(SOON)
        .until(
            () ->
                landed("storefront").stream()
                    .anyMatch(change -> "RolledBack".equals(change.get("status", "action"))));
    // Nothing follows: no second write, no second record.
    await("it stays so")
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> landed("storefront").size() == 1);
    assertThat(installation.plane().auditLog().entries())
        .filteredOn(entry -> entry.user().contains("serviceaccount:routeguard"))
        .filteredOn(entry -> entry.resource().equals("httproutes") && entry.verb().equals("patch"))
        .filteredOn(entry -> entry.code() == 200)
        .hasSize(1);
  }

  /** Records of what landed: the denials of the trials before are not among them. */
  private List<GenericKubernetesResource> landed(String name) {
    return shop.changesOf(name).stream()
        .filter(change -> !"Denied".equals(change.get("status", "action")))
        .toList();
  }

  private void apply(String file) {
    shop.alice()
        .resource(Shop.manifest(file))
        .inNamespace(shop.namespace())
        .forceConflicts()
        .serverSideApply();
  }

  private boolean admits(String file) {
    try {
      shop.alice()
          .resource(Shop.manifest(file))
          .inNamespace(shop.namespace())
          .dryRun(true)
          .forceConflicts()
          .serverSideApply();
      return true;
    } catch (io.fabric8.kubernetes.client.KubernetesClientException e) {
      return false;
    }
  }

  private void reweigh(int weight) {
    shop.alice()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
        .inNamespace(shop.namespace())
        .withName("api")
        .patch(
            io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON),
            "[{\"op\":\"add\",\"path\":\"/spec/rules/0/backendRefs/0/weight\",\"value\":"
                + (weight + 1)
                + "}]");
  }
}
