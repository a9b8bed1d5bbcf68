package dev.routeguard.reconcile;

import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.policy.PolicyId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Tells the author of a RoutePolicy whether it is in force. */
@Singleton
@ControllerConfiguration(name = "routepolicy", fieldManager = PolicyReconciler.FIELD_MANAGER)
public final class RoutePolicyReconciler extends PolicyReconciler<RoutePolicy> {
  public RoutePolicyReconciler(PolicyStatuses statuses) {
    super(statuses);
  }

  @Override
  PolicyId id(ObjectMeta metadata) {
    return PolicyId.namespaced(
        metadata.getNamespace(), metadata.getName(), metadata.getGeneration());
  }

  @Override
  RoutePolicy blank() {
    return new RoutePolicy();
  }
}
