package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What people see of the guard: requests through a real API server, by the people of the shop. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class GuardIT {
  private static final String[] SERVING = {
    "route-lost", "backend-service-missing", "backend-no-ready-endpoints", "weight-to-dead-backend"
  };

  private static Installation installation;
  private static OperatorProcess operator;
  private static Shop shop;

  @BeforeAll
  static void install() {
    installation = Installation.of(1);
    shop = installation.shop();
    operator = installation.start("operator-0");
    shop.policy("no-lost-requests", "Rollback", SERVING);
    await("the policy is in force").until(() -> !admitsDryRun("outage.yaml"));
  }

  @AfterAll
  static void remove() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void a_change_that_sends_a_quarter_of_the_requests_nowhere_is_denied_with_what_where_and_how() {
    assertThatThrownBy(() -> apply("outage.yaml"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(
            "httproutes \"storefront\" is forbidden: routeguard no-lost-requests: ")
        .hasMessageContaining("25 %")
        .hasMessageContaining("storefront-blue:8080")
        .hasMessageContaining("at spec.rules[0].backendRefs")
        .hasMessageContaining("Witness: GET https://shop.example.com/");
    assertThat(shop.frontPageBackends()).containsExactly("storefront");
    await("the denial is recorded")
        .untilAsserted(
            () ->
                assertThat(shop.changesOf("storefront"))
                    .anySatisfy(
                        change -> {
                          assertThat(text(change, "spec", "verdict")).isEqualTo("Deny");
                          assertThat(text(change, "spec", "actor", "user")).isEqualTo("alice");
                          assertThat(text(change, "status", "action")).isEqualTo("Denied");
                        }));
  }

  @Test
  void a_good_change_is_admitted_and_recorded_with_who_did_it() {
    apply("good.yaml");

    await("the record")
        .untilAsserted(
            () ->
                assertThat(shop.changesOf("api"))
                    .singleElement()
                    .satisfies(
                        change -> {
                          assertThat(text(change, "spec", "actor", "user")).isEqualTo("alice");
                          assertThat(text(change, "spec", "verdict")).isEqualTo("Admit");
                          assertThat(change.getMetadata().getManagedFields())
                              .isNotEmpty()
                              .allSatisfy(
                                  fields ->
                                      assertThat(fields.getManager())
                                          .isEqualTo("routeguard-controller"));
                          assertThat(text(change, "status", "action")).isEqualTo("Admitted");
                        }));
  }

  @Test
  void a_dry_run_gets_the_same_verdict_and_leaves_no_trace() {
    int before = shop.changesOf("storefront").size();

    assertThat(admitsDryRun("outage.yaml")).isFalse();
    assertThat(admitsDryRun("good.yaml")).isTrue();
    await("nothing is recorded")
        .during(Duration.ofSeconds(2))
        .until(() -> shop.changesOf("storefront").size() == before);
  }

  @Test
  void labels_and_foreign_annotations_are_not_changes_of_routes() {
    int before = shop.changesOf("help").size();

    patchHelp(
        "{\"metadata\":{\"labels\":{\"team\":\"help\"},\"annotations\":{\"example.com/note\":\"x\"}}}");

    await("nothing is recorded")
        .during(Duration.ofSeconds(2))
        .until(() -> shop.changesOf("help").size() == before);
  }

  @Test
  void an_annotation_that_a_dialect_reads_is_a_change() {
    int before = shop.changesOf("help").size();

    patchHelp(
        "{\"metadata\":{\"annotations\":{\"nginx.ingress.kubernetes.io/proxy-read-timeout\":\"30\"}}}");

    await("the record").until(() -> shop.changesOf("help").size() == before + 1);
  }

  private static void patchHelp(String mergePatch) {
    shop.alice()
        .genericKubernetesResources("networking.k8s.io/v1", "Ingress")
        .inNamespace(shop.namespace())
        .withName("help")
        .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
  }

  @Test
  void what_was_wrong_before_is_reported_and_not_denied() {
    await("the report of the dead route")
        .untilAsserted(
            () ->
                assertThat(shop.reports())
                    .anySatisfy(
                        report ->
                            assertThat(report.toString())
                                .contains("help", "backend-service-missing", "promo")));
  }

  private static void apply(String file) {
    shop.alice()
        .resource(Shop.manifest(file))
        .inNamespace(shop.namespace())
        .forceConflicts()
        .serverSideApply();
  }

  private static boolean admitsDryRun(String file) {
    try {
      shop.alice()
          .resource(Shop.manifest(file))
          .inNamespace(shop.namespace())
          .dryRun(true)
          .forceConflicts()
          .serverSideApply();
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(403);
      return false;
    }
  }

  private static String text(GenericKubernetesResource resource, Object... path) {
    Object value = resource.get(path);
    return value == null ? "" : value.toString();
  }
}
