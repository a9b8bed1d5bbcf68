package dev.routeguard.estate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is kept of a Pod and what it means: labels, readiness, ports, addresses and node. All else,
 * above all its environment and its volumes, is dropped as the document comes in.
 */
public final class Pods {
  private static final Set<String> METADATA =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "deletionTimestamp",
          "labels");
  private static final Set<String> SPEC = Set.of("nodeName", "hostNetwork");
  private static final Set<String> STATUS = Set.of("phase", "podIP", "podIPs", "hostIP");
  private static final Set<String> PORT = Set.of("name", "containerPort", "protocol");
  private static final String PORTS = "ports";
  private static final String READY = "Ready";

  private Pods() {}

  /** The document with what is read of a Pod and nothing else. */
  public static Map<String, Object> only(Map<String, ?> document) {
    var kept = new LinkedHashMap<String, Object>(of(document, Set.of("apiVersion", "kind")));
    put(kept, "metadata", of(Tree.map(document.get("metadata")), METADATA));
    var spec = Tree.map(document.get("spec"));
    var keptSpec = new LinkedHashMap<String, Object>(of(spec, SPEC));
    keptSpec.put(PORTS, ports(spec));
    put(kept, "spec", keptSpec);
    var status = Tree.map(document.get("status"));
    var keptStatus = new LinkedHashMap<String, Object>(of(status, STATUS));
    keptStatus.put("ready", isReady(status));
    put(kept, "status", keptStatus);
    return kept;
  }

  private static void put(Map<String, Object> kept, String key, Map<String, Object> part) {
    if (!part.isEmpty()) {
      kept.put(key, part);
    }
  }

  private static Map<String, Object> of(Map<String, ?> part, Set<String> keys) {
    var kept = new LinkedHashMap<String, Object>();
    part.forEach(
        (key, value) -> {
          if (keys.contains(key)) {
            kept.put(key, value);
          }
        });
    return kept;
  }

  /** Of the containers, and of the init containers that go on running beside them (KEP-753). */
  private static List<Object> ports(Map<String, Object> spec) {
    // What was read once already has them in one list.
    var ports = new ArrayList<Object>(Tree.list(spec, PORTS));
    var containers = new ArrayList<>(Tree.maps(spec, "containers"));
    Tree.maps(spec, "initContainers").stream()
        .filter(container -> Tree.text(container, "restartPolicy").equals("Always"))
        .forEach(containers::add);
    containers.forEach(
        container -> Tree.maps(container, PORTS).forEach(port -> ports.add(of(port, PORT))));
    return ports;
  }

  private static boolean isReady(Map<String, Object> status) {
    return Tree.flag(status, "ready", false)
        || Tree.maps(status, "conditions").stream()
            .anyMatch(
                condition ->
                    Tree.text(condition, "type").equals(READY)
                        && Tree.text(condition, "status").equals("True"));
  }

  /** Whether it may still answer: it has not run to its end. */
  public static boolean isLiving(KubernetesObject pod) {
    return !Set.of("Succeeded", "Failed").contains(pod.text("status", "phase"));
  }

  /** Whether requests may be sent to it (core/v1 PodCondition Ready); one that goes is not. */
  public static boolean isReady(KubernetesObject pod) {
    return isLiving(pod) && !pod.deleting() && Tree.flag(pod.map("status"), "ready", false);
  }

  /** Whether every label of a selector is on it; an empty selector selects nothing. */
  public static boolean isSelected(KubernetesObject pod, Map<String, Object> selector) {
    return !selector.isEmpty()
        && selector.entrySet().stream()
            .allMatch(
                label -> label.getValue().toString().equals(pod.labels().get(label.getKey())));
  }

  /** Whether a port name means one of its ports (k8s.io/kubernetes pkg/api/v1/pod FindPort). */
  public static boolean hasPort(KubernetesObject pod, String name) {
    return ports(pod).stream().anyMatch(port -> Tree.text(port, "name").equals(name));
  }

  /** The numbers of the ports it names; a container may listen on others as well. */
  public static Set<Long> portNumbers(KubernetesObject pod) {
    return ports(pod).stream()
        .map(port -> Tree.number(port, "containerPort", 0))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The number that a port name means in this Pod; 0 where it has no such port. */
  public static long portNumber(KubernetesObject pod, String name) {
    return ports(pod).stream()
        .filter(port -> Tree.text(port, "name").equals(name))
        .map(port -> Tree.number(port, "containerPort", 0))
        .findFirst()
        .orElse(0L);
  }

  private static List<Map<String, Object>> ports(KubernetesObject pod) {
    return Tree.maps(pod.map("spec"), PORTS);
  }

  /** Its own addresses; none where it is on the network of its node. */
  static Set<String> addresses(KubernetesObject pod) {
    var found = new TreeSet<String>();
    if (!Tree.flag(pod.map("spec"), "hostNetwork", false)) {
      found.add(pod.text("status", "podIP"));
      Tree.maps(pod.map("status"), "podIPs").forEach(ip -> found.add(Tree.text(ip, "ip")));
      found.remove("");
    }
    return found;
  }
}
