package dev.routeguard.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.api.OwnKinds;
import dev.routeguard.api.v1alpha1.PolicyCheck;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.api.v1alpha1.RoutePolicyStatus;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import dev.routeguard.policy.PolicyId;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class PolicyCountsIT {
  @Test
  void counts_stand_beside_what_others_wrote_of_the_status(ControlPlane plane) {
    var client = plane.adminClient();
    OwnKinds.install(client);
    var policy = new RoutePolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(plane.newNamespace("counts"))
            .withName("no-lost-routes")
            .build());
    var check = new PolicyCheck();
    check.name = "route-lost";
    policy.setSpec(new RoutePolicySpec());
    policy.getSpec().checks = List.of(check);
    var created = client.resource(policy).create();
    created.setStatus(new RoutePolicyStatus());
    created.getStatus().compiledChecks = 1;
    created = client.resource(created).updateStatus();

    var counts = new RoutePolicyStatus();
    counts.governed = 3;
    counts.violating = 1;
    counts.wouldHaveDenied = 2;
    counts.lastError = "";
    new PolicyCounts(client)
        .accept(
            PolicyId.namespaced(
                created.getMetadata().getNamespace(), created.getMetadata().getName(), 1),
            counts);

    var stored = client.resource(created).get();
    assertThat(stored.getStatus().governed).isEqualTo(3);
    assertThat(stored.getStatus().wouldHaveDenied).isEqualTo(2);
    assertThat(stored.getStatus().compiledChecks).isEqualTo(1);
    assertThat(stored.getSpec().checks).hasSize(1);
  }
}
