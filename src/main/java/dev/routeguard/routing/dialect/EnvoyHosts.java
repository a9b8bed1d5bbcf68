package dev.routeguard.routing.dialect;

/**
 * Virtual hosts of Envoy behind an Ingress: the wildcard host is chosen whatever number of labels
 * it stands for, but a condition on the Host header then admits only one ({@code
 * wildcardDomainHeaderMatch} in Contour, {@code getRouteMatch} in Cilium). A host of two more
 * labels so gets 404, not the rule for every host.
 */
final class EnvoyHosts {
  private EnvoyHosts() {}

  static boolean admits(String virtualHost, String host) {
    return !virtualHost.startsWith("*.") || virtualHost.equals(Hosts.wildcardOf(host));
  }
}
