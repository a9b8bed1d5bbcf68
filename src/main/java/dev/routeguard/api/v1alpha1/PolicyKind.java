package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;

/** Kinds of policies. */
public enum PolicyKind {
  ROUTE_POLICY("RoutePolicy"),
  CLUSTER_ROUTE_POLICY("ClusterRoutePolicy");

  private final String label;

  PolicyKind(String label) {
    this.label = label;
  }

  /** As written in manifests. */
  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
