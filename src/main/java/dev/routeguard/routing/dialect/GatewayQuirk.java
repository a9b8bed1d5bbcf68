package dev.routeguard.routing.dialect;

/** One way in which an implementation of the Gateway API departs from the API's text. */
public enum GatewayQuirk {
  /**
   * Counts the method as one more header, a GRPCRoute's method without service likewise, puts
   * conditions that are no expressions before those that are, and HTTPRoutes before GRPCRoutes
   * (Envoy Gateway, internal/gatewayapi/sort.go).
   */
  METHOD_IS_A_HEADER,

  /**
   * A redirect names the ports 80 and 443 never, whatever the scheme; where it would and keeps the
   * host, the port that the client wrote stays. A prefix is replaced by its characters (Envoy
   * Gateway, internal/xds/translator/route.go, buildXdsRedirectAction; Envoy,
   * Http::Utility::newUri).
   */
  REDIRECTS_OF_ENVOY_GATEWAY,

  /**
   * Where less than half of the endpoints are ready, all are asked (Envoy's panic threshold), and
   * backends of one rule share their endpoints' readiness; one status stands for all shares that
   * can't be served (Envoy Gateway, internal/xds/translator/route.go, buildXdsWeightedRouteAction).
   */
  SHARES_OF_ENVOY_GATEWAY,

  /**
   * All HTTP listeners of a port together take a host, and all TLS listeners a server name, not the
   * one with the most specific hostname alone; see {@link EnvoyGatewayHosts}.
   */
  LISTENERS_SHARE_HOSTS,

  /**
   * A GRPCRoute takes requests of every HTTP method, and its services without method also the path
   * that ends there (Envoy Gateway, internal/gatewayapi/route.go, processGRPCRouteMethodExact).
   */
  CALLS_BY_PATH_ALONE,

  /**
   * A backend whose Service lacks the port is reported as unresolved, and for routes of connections
   * one without endpoints, too (Envoy Gateway, internal/gatewayapi/validate.go,
   * validateBackendRefService; internal/gatewayapi/route.go, processTCPRouteParentRefs).
   */
  DEAD_BACKENDS_ARE_UNRESOLVED,

  /**
   * Hosts that a listener with a longer hostname takes are none of a shorter one's, even where that
   * one has another port; see {@link ContourHosts}.
   */
  OTHER_LISTENERS_TAKE_HOSTS,

  /**
   * A redirect names a port only where the filter does; where it keeps the host, the port that the
   * client wrote stays. Of what its matches ask for the query is forgotten (Contour,
   * internal/envoy/v3/route.go, PortRedirect; internal/dag/gatewayapi_processor.go,
   * redirectRoutes).
   */
  REDIRECTS_OF_CONTOUR,

  /**
   * Backends that can't be resolved count for nothing: the others get all requests (Contour,
   * internal/dag/gatewayapi_processor.go, httpClusters).
   */
  UNRESOLVED_BACKENDS_ARE_LEFT_OUT,

  /**
   * A rule of which one match stands already on one of its hosts is left out as a whole, and of
   * routes of the same rank the one with the lower rule index comes first (Contour,
   * internal/dag/gatewayapi_processor.go, hasConflictRoute; internal/sorter/sorter.go).
   */
  RULES_CONFLICT_AS_A_WHOLE,

  /**
   * A filter that can't be followed fails its whole rule with 500, and a backend with filters of
   * its own that it can't have, or of type ExternalName, is invalid; see {@link
   * EnvoyGatewayFaults}.
   */
  FAULTS_OF_ENVOY_GATEWAY
}
