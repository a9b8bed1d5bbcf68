package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rule 11. EndpointSlices written by the EndpointSlice controller and status writes report what
 * already happened: they are recorded, no verdict denies them.
 */
final class Facts {
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  /** The second mirrors Endpoints objects, which are there already when it writes. */
  private static final Set<String> CONTROLLERS =
      Set.of("endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io");

  private Facts() {}

  /** Whether nothing but facts is among the changes. */
  static boolean only(List<Change> changes) {
    return !changes.isEmpty() && changes.stream().allMatch(Facts::isFact);
  }

  private static boolean isFact(Change change) {
    return isControllersSlice(change) || isStatusWrite(change);
  }

  // Both sides: who relabels a slice to look like the controller's has still edited it by hand.
  private static boolean isControllersSlice(Change change) {
    return change.ref().kind() == Kind.ENDPOINT_SLICE
        && (change.before() == null || isControllers(change.before()))
        && (change.after() == null || isControllers(change.after()));
  }

  /** Whether the EndpointSlice controller keeps the slice; others are kept by hand. */
  static boolean isControllers(KubernetesObject slice) {
    return CONTROLLERS.contains(slice.labels().getOrDefault(MANAGED_BY, ""));
  }

  private static boolean isStatusWrite(Change change) {
    return change.operation() == Operation.UPDATE
        && change.before() != null
        && change.after() != null
        && !change.before().map("status").equals(change.after().map("status"))
        && desired(change.before()).equals(desired(change.after()));
  }

  private static Map<String, Object> desired(KubernetesObject object) {
    var document = new HashMap<>(object.document());
    document.remove("status");
    document.remove("metadata");
    document.put("labels", object.labels());
    document.put("annotations", object.annotations());
    return document;
  }
}
