package dev.routeguard.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.routeguard.api.OwnKinds;
import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.ChangeOperation;
import dev.routeguard.api.v1alpha1.ChangeOrigin;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.check.Manifests;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import dev.routeguard.restore.KubernetesRoutes;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What lands on a real API server is recorded, and put back where it must not stay. */
@ExtendWith(ControlPlaneExtension.class)
class RecordingIT {
  private final ControlPlane plane;
  private final KubernetesClient admin;
  private String home = "";
  private String shop = "";
  private RunningOperator operator;

  RecordingIT(ControlPlane plane) {
    this.plane = plane;
    this.admin = plane.adminClient();
  }

  @BeforeEach
  void shopIsGuarded() {
    OwnKinds.install(admin);
    home = plane.newNamespace("home");
    shop = plane.newNamespace("shop");
    apply(
        """
        {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx},
         spec: {controller: k8s.io/ingress-nginx}}
        """);
    apply(Manifests.service(shop, "web", 2, 0));
    apply(Manifests.service(shop, "pay", 3, 0));
    apply(ingress("/=web", "/pay=pay"));
    apply(
        """
        {apiVersion: routeguard.dev/v1alpha1, kind: RoutePolicy,
         metadata: {name: no-lost-routes, namespace: %s},
         spec: {mode: Rollback, checks: [{name: route-lost}, {name: backend-service-missing}]}}
        """
            .formatted(shop));
    operator = started("operator-0", 1);
  }

  @AfterEach
  void stop() throws Exception {
    operator.close();
  }

  private RunningOperator started(String name, int replicas) {
    var one = new RunningOperator(admin, home, name, replicas).start();
    await("leads, knows everything, and keeps the first state")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                one.isReady()
                    && one.isLeading()
                    && !one.store.revisionsOf(Manifests.object(ingress()).ref()).isEmpty());
    return one;
  }

  private String ingress(String... paths) {
    // A host of its own: what another test left behind would answer in its place.
    return Manifests.ingress(shop, "shop", shop + ".example.com", paths);
  }

  private void apply(String text) {
    admin
        .load(new ByteArrayInputStream(("---\n" + text).getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(
            item ->
                admin
                    .resource(item)
                    .fieldManager("kubectl-edit")
                    .forceConflicts()
                    .serverSideApply());
  }

  private Ingress live() {
    return admin.network().v1().ingresses().inNamespace(shop).withName("shop").get();
  }

  private List<String> paths() {
    var found = live();
    return found == null
        ? List.of()
        : found.getSpec().getRules().get(0).getHttp().getPaths().stream()
            .map(path -> path.getPath())
            .toList();
  }

  private List<RouteChange> changes() {
    return admin.resources(RouteChange.class).inNamespace(shop).list().getItems();
  }

  private void awaitActions(ChangeAction... actions) {
    await("records of " + List.of(actions))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(changes())
                    .extracting(c -> c.getStatus() == null ? null : c.getStatus().action)
                    .containsExactlyInAnyOrder(actions));
  }

  /** Patches and creations of the Ingress by our field manager, as the API server saw them. */
  private long restoreWrites() {
    return plane.auditLog().entries().stream()
        .filter(e -> e.namespace().equals(shop) && e.resource().equals("ingresses"))
        .filter(e -> e.uri().contains("fieldManager=" + KubernetesRoutes.FIELD_MANAGER))
        .filter(e -> e.code() < 300)
        .count();
  }

  @Test
  void bad_change_is_recorded_with_the_field_manager_and_put_back() {
    apply(ingress("/=web"));

    awaitActions(ChangeAction.ROLLED_BACK);
    assertThat(paths()).containsExactly("/", "/pay");
    var change = changes().get(0);
    assertThat(change.getSpec().origin).isEqualTo(ChangeOrigin.WATCH);
    assertThat(change.getSpec().actor.fieldManager).isEqualTo("kubectl-edit");
    assertThat(change.getSpec().summary).contains("/pay");
    assertThat(change.getStatus().rollback.resourceVersion)
        .isEqualTo(live().getMetadata().getResourceVersion());
    assertThat(live().getMetadata().getManagedFields())
        .anyMatch(owner -> owner.getManager().equals("routeguard-restore"));
    await().untilAsserted(() -> assertThat(restoreWrites()).isEqualTo(1));
  }

  @Test
  void the_same_bad_change_again_is_held_and_told_as_an_event() {
    apply(ingress("/=web"));
    awaitActions(ChangeAction.ROLLED_BACK);

    apply(ingress("/=web"));

    awaitActions(ChangeAction.ROLLED_BACK, ChangeAction.HELD);
    assertThat(paths()).containsExactly("/");
    await()
        .untilAsserted(
            () ->
                assertThat(admin.events().v1().events().inNamespace(shop).list().getItems())
                    .anyMatch(
                        e ->
                            e.getReason().equals("Held")
                                && e.getRegarding().getKind().equals("Ingress"))
                    .anyMatch(
                        e ->
                            e.getReason().equals("RolledBack")
                                && e.getRegarding().getKind().equals("RoutePolicy")));
    assertThat(operator.meters.counter("routeguard.rollbacks", "outcome", "Held").count())
        .isEqualTo(1);
  }

  @Test
  void deletion_is_put_back_under_a_new_uid() {
    var uid = live().getMetadata().getUid();

    admin.network().v1().ingresses().inNamespace(shop).withName("shop").delete();

    awaitActions(ChangeAction.ROLLED_BACK);
    assertThat(live().getMetadata().getUid()).isNotEqualTo(uid);
    var change = changes().get(0);
    assertThat(change.getSpec().operation).isEqualTo(ChangeOperation.DELETE);
    assertThat(change.getStatus().rollback.uid).isEqualTo(live().getMetadata().getUid());
  }

  @Test
  void object_of_a_gitops_tool_is_reported_and_not_touched() {
    admin
        .network()
        .v1()
        .ingresses()
        .inNamespace(shop)
        .withName("shop")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/tracking-id\":"
                + "\"shop:networking.k8s.io/Ingress:shop/shop\"}}}");

    apply(ingress("/=web"));

    awaitActions(ChangeAction.HELD);
    assertThat(paths()).containsExactly("/");
    assertThat(changes().get(0).getStatus().conditions.get(0).getReason())
        .isEqualTo("OwnedByAnother");
    assertThat(changes().get(0).getStatus().conditions.get(0).getMessage())
        .contains("Argo CD application shop");
  }

  @Test
  void what_landed_while_nobody_watched_is_found_and_put_back_once() throws Exception {
    operator.kill();
    apply(ingress("/=web"));

    // The same name: a restarted Pod takes its own lease over at once.
    operator = new RunningOperator(admin, home, "operator-0", 1).start();

    awaitActions(ChangeAction.ROLLED_BACK);
    assertThat(paths()).containsExactly("/", "/pay");
    await().untilAsserted(() -> assertThat(restoreWrites()).isEqualTo(1));
  }

  @Test
  void two_that_both_think_they_lead_make_one_record_and_one_patch() throws Exception {
    var since =
        Instant.parse(
            admin
                .leases()
                .inNamespace(home)
                .withName(Leadership.LEASE)
                .get()
                .getMetadata()
                .getCreationTimestamp());
    try (var other = new RunningOperator(admin, home, "operator-0", 1).startAndLeadAnyway(since)) {
      await().atMost(Duration.ofSeconds(20)).until(other::isReady);

      apply(ingress("/=web"));

      awaitActions(ChangeAction.ROLLED_BACK);
      await().untilAsserted(() -> assertThat(restoreWrites()).isEqualTo(1));
      await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(changes()).hasSize(1));
    }
  }

  @Test
  void what_stands_wrong_is_reported_until_it_is_right() {
    apply(Manifests.ingress(shop, "promo", "promo." + shop + ".example.com", "/=nothing"));
    await().untilAsserted(() -> assertThat(reported("promo")).contains("backend-service-missing"));

    apply(Manifests.ingress(shop, "promo", "promo." + shop + ".example.com", "/=web"));
    await()
        .untilAsserted(
            () -> assertThat(reported("promo")).doesNotContain("backend-service-missing"));
  }

  /** The checks that find something standing wrong with an object of this test's namespace. */
  private List<String> reported(String name) {
    operator.reports.look();
    return operator.store.reports().stream()
        .filter(report -> report.getMetadata().getNamespace().equals(shop))
        .filter(report -> report.getSpec().object.name.equals(name))
        .flatMap(report -> report.getStatus().findings.stream())
        .map(finding -> finding.check)
        .toList();
  }
}
