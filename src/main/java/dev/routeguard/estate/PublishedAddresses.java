package dev.routeguard.estate;

import java.util.Set;
import java.util.TreeSet;

/**
 * The addresses a controller has written into {@code status.loadBalancer} of an Ingress or Service:
 * IPs and names (networking.k8s.io/v1 IngressLoadBalancerStatus, core/v1 LoadBalancerStatus).
 */
public final class PublishedAddresses {
  private PublishedAddresses() {}

  public static Set<String> of(KubernetesObject object) {
    var found = new TreeSet<String>();
    for (var address : Tree.maps(object.map("status", "loadBalancer"), "ingress")) {
      found.add(Tree.text(address, "ip"));
      found.add(Tree.text(address, "hostname"));
    }
    found.remove("");
    return found;
  }
}
