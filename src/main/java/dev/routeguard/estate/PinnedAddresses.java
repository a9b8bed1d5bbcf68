package dev.routeguard.estate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a Service says about the address of its load balancer: which one it wants, and under which
 * key it shares it. Sources, read November 2026: Kubernetes API Service v1 ({@code
 * loadBalancerIP}); MetalLB docs "Usage" (requesting specific IPs, IP address sharing); Cilium docs
 * "LB IPAM" (requesting IPs, sharing keys); kube-vip docs "Load Balancer Services";
 * cloud-provider-azure docs "LoadBalancer".
 */
public final class PinnedAddresses {
  /** What {@link IndexKey.Pinned} calls an address; other names are those of sharing keys. */
  public static final String ADDRESS = "address";

  private static final Map<String, String> ANNOTATIONS = annotations();

  private PinnedAddresses() {}

  private static Map<String, String> annotations() {
    var all = new LinkedHashMap<String, String>();
    all.put("metallb.io/loadBalancerIPs", ADDRESS);
    all.put("metallb.universe.tf/loadBalancerIPs", ADDRESS);
    all.put("lbipam.cilium.io/ips", ADDRESS);
    all.put("io.cilium/lb-ipam-ips", ADDRESS);
    all.put("kube-vip.io/loadbalancerIPs", ADDRESS);
    all.put("service.beta.kubernetes.io/azure-load-balancer-ipv4", ADDRESS);
    all.put("service.beta.kubernetes.io/azure-load-balancer-ipv6", ADDRESS);
    all.put("service.beta.kubernetes.io/azure-pip-name", "public IP resource");
    all.put("metallb.io/allow-shared-ip", "MetalLB sharing key");
    all.put("metallb.universe.tf/allow-shared-ip", "MetalLB sharing key");
    all.put("lbipam.cilium.io/sharing-key", "Cilium sharing key");
    all.put("io.cilium/lb-ipam-sharing-key", "Cilium sharing key");
    return all;
  }

  /** Of a load balancer Service; empty for any other. */
  public static Set<IndexKey.Pinned> of(KubernetesObject service) {
    if (!service.text("spec", "type").equals("LoadBalancer")) {
      return Set.of();
    }
    var found = new LinkedHashSet<IndexKey.Pinned>();
    add(ADDRESS, service.text("spec", "loadBalancerIP"), found);
    ANNOTATIONS.forEach((annotation, what) -> add(what, value(service, annotation), found));
    return found;
  }

  private static String value(KubernetesObject service, String annotation) {
    return Objects.requireNonNullElse(service.annotations().get(annotation), "");
  }

  private static void add(String what, String values, Set<IndexKey.Pinned> found) {
    Arrays.stream(values.split(","))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .forEach(value -> found.add(new IndexKey.Pinned(what, value)));
  }

  /** Where in the Service one of them is written. */
  public static String fieldPath(KubernetesObject service, IndexKey.Pinned pinned) {
    return ANNOTATIONS.entrySet().stream()
        .filter(row -> row.getValue().equals(pinned.what()))
        .filter(row -> value(service, row.getKey()).contains(pinned.value()))
        .findFirst()
        .map(row -> "metadata.annotations[%s]".formatted(row.getKey()))
        .orElse("spec.loadBalancerIP");
  }
}
