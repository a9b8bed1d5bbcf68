package dev.routeguard.restore;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.record.Guarded;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollbacks that are due and are not made. */
class HoldsTest {
  private static final ObjectRef SHOP = new ObjectRef(Kind.INGRESS, "shop", "shop");
  private static final String HOST = "shop.example.com";
  private static final String GOOD = ingress("shop", "shop", HOST, "/=web", "/pay=pay");
  private static final String BAD = ingress("shop", "shop", HOST, "/=web");

  private final Guarded guarded = new Guarded();

  @BeforeEach
  void shopExists() {
    guarded.policy("Rollback");
    guarded.cluster.apply(
        CLASSES, service("shop", "web", 2, 0), service("shop", "pay", 3, 0), GOOD);
  }

  private void started() {
    guarded.start();
    guarded.later(Duration.ofMinutes(1));
  }

  private void assertHeld(String reason) {
    var record = guarded.onlyChangeOf(SHOP);
    assertThat(record.getStatus().action).isEqualTo(ChangeAction.HELD);
    assertThat(record.getStatus().conditions.get(0).getReason()).isEqualTo(reason);
    assertThat(guarded.cluster.restoreWrites()).isZero();
  }

  @Test
  void rollback_that_is_switched_off() {
    guarded.rollbackEnabled = false;
    started();

    guarded.cluster.apply(BAD);

    assertHeld("RollbackDisabled");
  }

  @Test
  void object_that_helm_owns() {
    var owned =
        GOOD.replace(
            "namespace: shop,", "namespace: shop, labels: {app.kubernetes.io/managed-by: Helm},");
    guarded.cluster.apply(
        owned.replace("annotations: {", "annotations: {meta.helm.sh/release-name: shop"));
    started();

    guarded.cluster.apply(
        BAD.replace(
                "namespace: shop,",
                "namespace: shop, labels: {app.kubernetes.io/managed-by: Helm},")
            .replace("annotations: {", "annotations: {meta.helm.sh/release-name: shop"));

    assertHeld("OwnedByAnother");
  }

  @Test
  void deleted_object_that_flux_owned_while_nobody_watched() {
    guarded.cluster.apply(
        GOOD.replace(
            "namespace: shop,",
            "namespace: shop, labels: {kustomize.toolkit.fluxcd.io/name: apps},"));
    guarded.start().kill();
    guarded.cluster.delete(SHOP);

    guarded.start();

    assertHeld("OwnedByAnother");
  }

  @Test
  void namespace_that_is_being_deleted() {
    started();
    guarded.cluster.apply(
        """
        {apiVersion: v1, kind: Namespace,
         metadata: {name: shop, deletionTimestamp: "2026-01-01T00:00:00Z"}}
        """);

    guarded.cluster.delete(SHOP);

    assertHeld("NamespaceTerminating");
  }

  @Test
  void object_of_which_no_good_state_is_on_record() {
    started();
    guarded.records.revisionsOf(SHOP).forEach(guarded.records::delete);

    guarded.cluster.apply(BAD);

    assertHeld("NoGoodRevision");
  }

  @Test
  void revision_that_somebody_edited() {
    started();
    var revision = guarded.records.revisionsOf(SHOP).get(0);
    revision.getSpec().state.put("spec", Map.of("defaultBackend", Map.of()));
    guarded.records.overwrite(revision);

    guarded.cluster.apply(BAD);

    assertHeld("RevisionTampered");
  }

  @Test
  void old_state_whose_backend_has_died_meanwhile() {
    started();
    guarded.cluster.apply(service("shop", "web", 0, 2));

    guarded.cluster.apply(ingress("shop", "shop", HOST, "/=pay", "/pay=nothing"));

    assertHeld("OldStateCannotServe");
  }

  @Test
  void load_balancer_that_was_moved_to_another_port_goes_back() {
    guarded.cluster.apply(loadBalancer(80), endpoints("edge"));
    started();

    guarded.cluster.apply(loadBalancer(81));

    var record = guarded.onlyChangeOf(new ObjectRef(Kind.SERVICE, "shop", "edge"));
    assertThat(record.getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
  }

  private static String loadBalancer(int port) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {namespace: shop, name: edge}
        spec:
          type: LoadBalancer
          ports: [{name: web, port: %d, targetPort: 8080}]
        """
        .formatted(port);
  }

  private static String endpoints(String service) {
    return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {namespace: shop, name: %1$s-1, labels: {kubernetes.io/service-name: %1$s}}
        addressType: IPv4
        ports: [{name: web, port: 8080, protocol: TCP}]
        endpoints: [{addresses: [10.0.0.9], conditions: {ready: true, serving: true}}]
        """
        .formatted(service);
  }

  @Test
  void what_only_the_bad_change_brought_does_not_keep_it() {
    started();

    guarded.cluster.apply(ingress("shop", "shop", HOST, "/=web", "/gifts=pay"));

    var record = guarded.onlyChangeOf(SHOP);
    assertThat(record.getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
  }
}
