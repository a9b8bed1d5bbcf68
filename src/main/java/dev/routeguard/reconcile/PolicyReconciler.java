package dev.routeguard.reconcile;

import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.api.v1alpha1.RoutePolicyStatus;
import dev.routeguard.policy.PolicyId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

/**
 * What the reconcilers of both kinds of policies do: write the status that is due. Every replica
 * may: they all come to the same status.
 */
abstract class PolicyReconciler<P extends CustomResource<RoutePolicySpec, RoutePolicyStatus>>
    implements Reconciler<P> {
  static final String FIELD_MANAGER = "routeguard-controller";

  private final PolicyStatuses statuses;

  PolicyReconciler(PolicyStatuses statuses) {
    this.statuses = statuses;
  }

  /** The name of a policy and its generation. */
  abstract PolicyId id(ObjectMeta metadata);

  /** A policy with nothing in it. */
  abstract P blank();

  @Override
  public final UpdateControl<P> reconcile(P policy, Context<P> context) {
    return statuses
        .due(id(policy.getMetadata()), policy.getSpec(), policy.getStatus())
        .map(status -> UpdateControl.patchStatus(withStatusAlone(policy, status)))
        .orElseGet(UpdateControl::noUpdate);
  }

  /** Server-side apply owns every field it sends, so it gets what is ours and nothing else. */
  private P withStatusAlone(P policy, RoutePolicyStatus status) {
    var mine = blank();
    mine.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(policy.getMetadata().getNamespace())
            .withName(policy.getMetadata().getName())
            .build());
    mine.setStatus(status);
    return mine;
  }
}
