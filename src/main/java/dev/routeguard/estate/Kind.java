package dev.routeguard.estate;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds that decide routing. A kind's API version is taken as served; {@link #version()} is the
 * one asked for first.
 */
public enum Kind {
  INGRESS("networking.k8s.io", "v1", "Ingress", "ingresses", true),
  INGRESS_CLASS("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false),
  SERVICE("", "v1", "Service", "services", true),
  ENDPOINT_SLICE("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true),
  NAMESPACE("", "v1", "Namespace", "namespaces", false),
  GATEWAY_CLASS("gateway.networking.k8s.io", "v1", "GatewayClass", "gatewayclasses", false),
  GATEWAY("gateway.networking.k8s.io", "v1", "Gateway", "gateways", true),
  HTTP_ROUTE("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", true),
  REFERENCE_GRANT(
      "gateway.networking.k8s.io", "v1beta1", "ReferenceGrant", "referencegrants", true);

  private final String group;
  private final String version;
  private final String kindName;
  private final String plural;
  private final boolean namespaced;

  Kind(String group, String version, String kindName, String plural, boolean namespaced) {
    this.group = group;
    this.version = version;
    this.kindName = kindName;
    this.plural = plural;
    this.namespaced = namespaced;
  }

  /** API group, empty for the core group. */
  public String group() {
    return group;
  }

  /** API version that every supported server of this kind serves. */
  public String version() {
    return version;
  }

  /** Name as in a manifest's {@code kind}. */
  public String kindName() {
    return kindName;
  }

  /** Resource name as in URLs and RBAC rules. */
  public String plural() {
    return plural;
  }

  public boolean namespaced() {
    return namespaced;
  }

  /**
   * The kind of a manifest, whatever version it was written in; empty where Routeguard does not
   * read that kind. An EndpointSlice written as {@code v1}, as public fixtures do, is one: the core
   * group has none of its own to confuse it with.
   */
  public static Optional<Kind> of(String group, String kindName) {
    return Arrays.stream(values())
        .filter(kind -> kind.kindName.equals(kindName))
        .filter(kind -> kind.group.equals(group) || (kind == ENDPOINT_SLICE && group.isEmpty()))
        .findFirst();
  }

  @Override
  public String toString() {
    return kindName;
  }
}
