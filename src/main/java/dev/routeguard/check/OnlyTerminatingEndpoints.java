package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RoutedMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * C12. All that still answers is on its way out. kube-proxy goes on sending connections there
 * (KEP-1669, stable in Kubernetes 1.28), and so does Cilium; controllers that read EndpointSlices
 * themselves take ready endpoints alone.
 */
public final class OnlyTerminatingEndpoints implements StateCheck {
  static final String NAME = "only-terminating-endpoints";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C12",
          NAME,
          "Only terminating endpoints remain",
          Severity.MEDIUM,
          "A routed Service has no ready endpoint but some that serve while they terminate.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    ServiceEndpoints.used(scope)
        .forEach(
            (service, route) -> {
              var all = ServiceEndpoints.all(scope.estate(), service);
              var leaving = all.stream().filter(OnlyTerminatingEndpoints::isServingStill).count();
              if (leaving > 0 && all.stream().noneMatch(ServiceEndpoints::isReady)) {
                found.add(found(route, service, leaving));
              }
            });
    return found;
  }

  private static boolean isServingStill(Map<String, Object> endpoint) {
    var conditions = Tree.map(endpoint, "conditions");
    return Tree.flag(conditions, "terminating", false) && Tree.flag(conditions, "serving", false);
  }

  private static Found found(RoutedMatch route, ObjectRef service, long leaving) {
    return Found.at(
            DESCRIPTION,
            service,
            "endpoints",
            "",
            "behind %s there is %s left, and %s: kube-proxy and Cilium still use them, controllers"
                    .formatted(
                        Wording.place(route),
                        "no ready endpoint of " + service,
                        leaving == 1
                            ? "1 that serves while it terminates"
                            : leaving + " that serve while they terminate")
                + " that send to Pods themselves do not",
            "Start new Pods before the old ones stop (maxUnavailable 0).")
        .shownBy(route.witness());
  }
}
