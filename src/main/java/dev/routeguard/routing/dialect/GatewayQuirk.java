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
   * host, the port that the client wrote stays (Envoy Gateway, internal/xds/translator/route.go,
   * buildXdsRedirectAction; Envoy, Http::Utility::newUri).
   */
  REDIRECT_KEEPS_WRITTEN_PORT,

  /**
   * Where less than half of the endpoints are ready, all are asked (Envoy's panic threshold), and
   * backends of one rule share their endpoints' readiness; one status stands for all shares that
   * can't be served (Envoy Gateway, internal/xds/translator/route.go, buildXdsWeightedRouteAction).
   */
  SHARES_OF_ENVOY_GATEWAY,

  /** A filter that can't be followed fails its whole rule with 500. */
  FAULTY_FILTER_FAILS_THE_RULE
}
