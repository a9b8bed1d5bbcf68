package dev.routeguard.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ControlPlaneIT {
  private final ControlPlane plane;

  ControlPlaneIT(ControlPlane plane) {
    this.plane = plane;
  }

  @Test
  void version_can_be_parsed_by_clients() {
    var version = plane.adminClient().getKubernetesVersion();

    assertThat(version.getMajor()).isEqualTo("1");
    assertThat(version.getMinor()).isEqualTo("35");
    assertThat(version.getGitVersion()).matches("v1\\.35\\.\\d+");
  }

  @Test
  void alice_is_forbidden_what_nobody_granted() {
    var namespace = plane.newNamespace("plane");
    var ingresses = plane.clientFor("alice").network().v1().ingresses().inNamespace(namespace);

    assertThatThrownBy(ingresses::list)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN));
  }

  @Test
  void alice_edits_where_she_was_granted_to() {
    var namespace = plane.newNamespace("plane");
    plane.grant("alice", namespace);
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("note")
            .withNamespace(namespace)
            .endMetadata()
            .build();

    var created = plane.clientFor("alice").resource(map).create();

    assertThat(created.getMetadata().getUid()).isNotEmpty();
  }

  @Test
  void audit_log_tells_who_asked_for_what_and_was_refused() {
    var namespace = plane.newNamespace("plane");
    var ingresses = plane.clientFor("bob").network().v1().ingresses().inNamespace(namespace);

    assertThatThrownBy(() -> ingresses.withName("shop").delete())
        .isInstanceOf(KubernetesClientException.class);

    await()
        .untilAsserted(
            () ->
                assertThat(plane.auditLog().entriesOf("bob"))
                    .filteredOn(e -> e.namespace().equals(namespace))
                    .singleElement()
                    .satisfies(ControlPlaneIT::isRefusedDelete));
  }

  private static void isRefusedDelete(AuditEntry entry) {
    assertThat(entry.verb()).isEqualTo("delete");
    assertThat(entry.group()).isEqualTo("networking.k8s.io");
    assertThat(entry.resource()).isEqualTo("ingresses");
    assertThat(entry.name()).isEqualTo("shop");
    assertThat(entry.code()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN);
    assertThat(entry.isForbidden()).isTrue();
    assertThat(entry.userAgent()).isNotEmpty();
  }

  @Test
  void service_account_acts_under_its_own_name() {
    var namespace = plane.newNamespace("plane");
    var account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("operator")
            .withNamespace(namespace)
            .endMetadata()
            .build();
    plane.adminClient().resource(account).create();

    try (var client =
        ControlPlane.clientWith(plane.serviceAccountKubeconfig(namespace, "operator"))) {
      var pods = client.pods().inNamespace(namespace);
      assertThatThrownBy(pods::list)
          .hasMessageContaining("system:serviceaccount:" + namespace + ":operator");
    }
  }

  @Test
  void gateway_api_comes_and_goes() {
    // A control plane of its own: others may be using the shared one's CRDs.
    try (var own = ControlPlane.start()) {
      own.installGatewayApi();
      var routes =
          own.adminClient().genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute");
      assertThat(routes.inAnyNamespace().list().getItems()).isEmpty();

      own.removeGatewayApi();
      assertThat(
              own.adminClient().apiextensions().v1().customResourceDefinitions().list().getItems())
          .isEmpty();
    }
  }

  @Test
  void people_named_by_option_have_their_groups() {
    try (var own = ControlPlane.start("--user", "carol:ops:oncall")) {
      var whoami = new SelfSubjectReviewBuilder().withNewMetadata().endMetadata().build();

      var answer = own.clientFor("carol").resource(whoami).create();

      assertThat(answer.getStatus().getUserInfo().getGroups()).contains("ops", "oncall");
    }
  }

  @Test
  void unknown_person_has_no_client() {
    assertThatThrownBy(() -> plane.clientFor("mallory"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mallory");
  }
}
