package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.api.v1alpha1.RoutePolicyStatus;
import dev.routeguard.policy.PolicyId;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.function.BiConsumer;

/**
 * Writes the counts of a policy's status, and nothing else of it: with a field manager of its own,
 * server-side apply leaves what the reconciler wrote.
 */
public final class PolicyCounts implements BiConsumer<PolicyId, RoutePolicyStatus> {
  private static final String FIELD_MANAGER = "routeguard-census";

  private final KubernetesClient client;

  public PolicyCounts(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void accept(PolicyId id, RoutePolicyStatus status) {
    if (id.isNamespaced()) {
      client.resource(named(new RoutePolicy(), id, status)).subresource("status").patch(context());
    } else {
      client
          .resource(named(new ClusterRoutePolicy(), id, status))
          .subresource("status")
          .patch(context());
    }
  }

  private static <P extends CustomResource<RoutePolicySpec, RoutePolicyStatus>> P named(
      P policy, PolicyId id, RoutePolicyStatus status) {
    var metadata = new ObjectMetaBuilder().withName(id.name());
    if (id.isNamespaced()) {
      metadata.withNamespace(id.namespace());
    }
    policy.setMetadata(metadata.build());
    policy.setSpec(null);
    policy.setStatus(status);
    return policy;
  }

  private static PatchContext context() {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(FIELD_MANAGER)
        .withForce(true)
        .build();
  }
}
