package dev.routeguard.reconcile;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.policy.PolicyId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Tells the author of a ClusterRoutePolicy whether it is in force. */
@Singleton
@ControllerConfiguration(name = "clusterroutepolicy", fieldManager = PolicyReconciler.FIELD_MANAGER)
public final class ClusterRoutePolicyReconciler extends PolicyReconciler<ClusterRoutePolicy> {
  public ClusterRoutePolicyReconciler(PolicyStatuses statuses) {
    super(statuses);
  }

  @Override
  PolicyId id(ObjectMeta metadata) {
    return PolicyId.cluster(metadata.getName(), metadata.getGeneration());
  }

  @Override
  ClusterRoutePolicy blank() {
    return new ClusterRoutePolicy();
  }
}
