package dev.routeguard.estate;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

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
  LISTENER_SET("gateway.networking.k8s.io", "v1", "ListenerSet", "listenersets", true),
  HTTP_ROUTE("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", true),
  GRPC_ROUTE("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes", true),
  TLS_ROUTE("gateway.networking.k8s.io", "v1", "TLSRoute", "tlsroutes", true),
  TCP_ROUTE("gateway.networking.k8s.io", "v1", "TCPRoute", "tcproutes", true),
  UDP_ROUTE("gateway.networking.k8s.io", "v1", "UDPRoute", "udproutes", true),
  BACKEND_TLS_POLICY(
      "gateway.networking.k8s.io", "v1", "BackendTLSPolicy", "backendtlspolicies", true),
  REFERENCE_GRANT(
      "gateway.networking.k8s.io", "v1beta1", "ReferenceGrant", "referencegrants", true),
  /** As facts about the certificate alone, see {@link CertificateFacts}. */
  SECRET("", "v1", "Secret", "secrets", true),
  /** As facts about the CA bundle alone; read from files, never watched. */
  CONFIG_MAP("", "v1", "ConfigMap", "configmaps", true),
  /** As labels, readiness, ports and addresses alone, see {@link Pods}. */
  POD("", "v1", "Pod", "pods", true);

  /** The routes of the Gateway API. */
  public static final Set<Kind> GATEWAY_ROUTES =
      Collections.unmodifiableSet(
          EnumSet.of(HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE));

  /** Kinds whose objects may hold what is nobody's business: known only where that was granted. */
  public static final Set<Kind> CONFIDENTIAL =
      Collections.unmodifiableSet(EnumSet.of(SECRET, CONFIG_MAP));

  /** Kinds that may be left out of what is read: their objects are then unknown, not missing. */
  public static final Set<Kind> OPTIONAL =
      Collections.unmodifiableSet(EnumSet.of(SECRET, CONFIG_MAP, POD));

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
   * group has none of its own to confuse it with. So is an Ingress of the group it came from.
   */
  public static Optional<Kind> of(String group, String kindName) {
    return Arrays.stream(values())
        .filter(kind -> kind.kindName.equals(kindName))
        .filter(kind -> kind.group.equals(group) || kind.wasOf(group))
        .findFirst();
  }

  private boolean wasOf(String other) {
    return (this == ENDPOINT_SLICE && other.isEmpty())
        || (this == INGRESS && other.equals(LegacyIngress.OLD_GROUP));
  }

  @Override
  public String toString() {
    return kindName;
  }
}
