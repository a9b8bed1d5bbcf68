package dev.routeguard.reconcile;

import dev.routeguard.api.v1alpha1.ChangeSetPhase;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.api.v1alpha1.RouteChangeSetStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Tells whoever submitted a change set how far it has come, until it is complete or expired. */
@Singleton
@ControllerConfiguration(name = "routechangeset", fieldManager = PolicyReconciler.FIELD_MANAGER)
public final class RouteChangeSetReconciler implements Reconciler<RouteChangeSet> {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final ChangeSetStatuses statuses;

  public RouteChangeSetReconciler(ChangeSetStatuses statuses) {
    this.statuses = statuses;
  }

  @Override
  public UpdateControl<RouteChangeSet> reconcile(
      RouteChangeSet set, Context<RouteChangeSet> context) {
    var written = set.getStatus();
    if (written != null && written.phase != ChangeSetPhase.OPEN) {
      return UpdateControl.noUpdate();
    }
    var due = statuses.of(set);
    UpdateControl<RouteChangeSet> control =
        ChangeSetStatuses.isSame(written, due)
            ? UpdateControl.noUpdate()
            : UpdateControl.patchStatus(withStatusAlone(set, due));
    return due.phase == ChangeSetPhase.OPEN ? control.rescheduleAfter(LOOK_AGAIN) : control;
  }

  /** Server-side apply owns every field it sends, so it gets what is ours and nothing else. */
  private static RouteChangeSet withStatusAlone(RouteChangeSet set, RouteChangeSetStatus status) {
    var mine = new RouteChangeSet();
    mine.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(set.getMetadata().getNamespace())
            .withName(set.getMetadata().getName())
            .build());
    mine.setStatus(status);
    return mine;
  }
}
