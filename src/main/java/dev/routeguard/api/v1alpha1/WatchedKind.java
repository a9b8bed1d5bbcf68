package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** Kinds that a policy can match. */
public enum WatchedKind {
  INGRESS("Ingress"),
  INGRESS_CLASS("IngressClass"),
  SERVICE("Service"),
  GATEWAY("Gateway"),
  GATEWAY_CLASS("GatewayClass"),
  LISTENER_SET("ListenerSet"),
  HTTP_ROUTE("HTTPRoute"),
  GRPC_ROUTE("GRPCRoute"),
  TLS_ROUTE("TLSRoute"),
  TCP_ROUTE("TCPRoute"),
  UDP_ROUTE("UDPRoute"),
  BACKEND_TLS_POLICY("BackendTLSPolicy"),
  REFERENCE_GRANT("ReferenceGrant"),
  ENDPOINT_SLICE("EndpointSlice");

  private final String label;

  WatchedKind(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
