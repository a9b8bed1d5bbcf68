package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import java.util.List;

/**
 * X17. A node port answers on every node, past the load balancer and its rules (core/v1 ServiceSpec
 * allocateLoadBalancerNodePorts).
 */
public final class NodePortExposed implements StateCheck {
  static final String NAME = "node-port-exposed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X17",
          NAME,
          "Node ports opened",
          Severity.MEDIUM,
          "A Service is of type NodePort, or an internal load balancer that still opens node"
              + " ports.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.SERVICE)
        .filter(service -> service.text("spec", "type").equals("NodePort") || opensBeside(service))
        .map(
            service ->
                Found.at(
                    DESCRIPTION,
                    service.ref(),
                    "node ports",
                    "spec.type",
                    "%s opens its ports on every node".formatted(service.ref()),
                    "Use ClusterIP, or set allocateLoadBalancerNodePorts to false."))
        .toList();
  }

  private boolean opensBeside(KubernetesObject service) {
    return service.text("spec", "type").equals("LoadBalancer")
        && exposures.marked(service) == Exposure.INTERNAL
        && Tree.flag(service.map("spec"), "allocateLoadBalancerNodePorts", true);
  }

  private final Exposures exposures = Exposures.load();
}
