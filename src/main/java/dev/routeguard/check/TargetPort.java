package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Pods;
import dev.routeguard.estate.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where in a Pod a Service port leads (core/v1 ServicePort.targetPort): a number, or the name of a
 * container port, which may mean another number in each Pod. Without one it is the port itself.
 *
 * @param name empty where it is a number
 */
record TargetPort(String name, long number) {

  static TargetPort of(Map<String, Object> port) {
    var written = port.get("targetPort");
    if (written instanceof String name && !name.isEmpty()) {
      return name.matches("[0-9]+")
          ? new TargetPort("", Long.parseLong(name))
          : new TargetPort(name, 0);
    }
    var number = Tree.number(port, "targetPort", 0);
    return new TargetPort("", number > 0 ? number : Tree.number(port, "port", 0));
  }

  /** That of the port of the same number and protocol in an earlier state of the Service. */
  static Optional<TargetPort> before(KubernetesObject service, Map<String, Object> port) {
    return same(service, port).map(TargetPort::of);
  }

  /** The port of the same number and protocol in another state of the Service. */
  static Optional<Map<String, Object>> same(KubernetesObject service, Map<String, Object> port) {
    return Tree.maps(service.map("spec"), "ports").stream()
        .filter(other -> Tree.number(other, "port", 0) == Tree.number(port, "port", 0))
        .filter(
            other -> Tree.text(other, "protocol", "TCP").equals(Tree.text(port, "protocol", "TCP")))
        .findFirst();
  }

  /** The numbers that the slices of a Service show for a port name. */
  static Set<Long> numbersInUse(Estate estate, ObjectRef service, String portName) {
    var numbers = new TreeSet<Long>();
    for (var slice : estate.slicesOf(service.namespace(), service.name())) {
      if (Tree.maps(slice.document(), "endpoints").stream().anyMatch(ServiceEndpoints::isReady)) {
        Tree.maps(slice.document(), "ports").stream()
            .filter(port -> Tree.text(port, "name").equals(portName))
            .forEach(port -> numbers.add(Tree.number(port, "port", 0)));
      }
    }
    return numbers;
  }

  boolean isNumber() {
    return name.isEmpty();
  }

  /** Whether the Pod names it among its ports. */
  boolean isOfferedBy(KubernetesObject pod) {
    return isNumber() ? Pods.portNumbers(pod).contains(number) : Pods.hasPort(pod, name);
  }

  /** As {@link #isOfferedBy}; a Pod that names no ports may listen on any number. */
  boolean mayBeOfferedBy(KubernetesObject pod) {
    return isOfferedBy(pod) || (isNumber() && Pods.portNumbers(pod).isEmpty());
  }

  @Override
  public String toString() {
    return isNumber() ? Long.toString(number) : "\"" + name + "\"";
  }
}
