package dev.routeguard.dataplane;

/** What made estates of the Gateway API may hold beside plain rules. */
enum Feature {
  /** Header changes, rewrites, mirrors, CORS, redirects that replace a prefix. */
  FILTERS,
  /** Regular expressions for paths, headers and query parameters. */
  EXPRESSIONS,
  /** Rules without backends, and weights that are all zero. */
  NO_WEIGHT,
  /** HTTP listeners with and without hostname at one port. */
  SHARED_PORT,
  /** Listeners for HTTPS, with and without hostname at one port. */
  SECURE_PORT,
  /** Listeners from ListenerSets, some of which claim the same hostname. */
  LISTENER_SETS,
  /** GRPCRoutes. */
  CALLS,
  /** TLSRoutes that pass TLS through, by server name, and TCPRoutes. */
  STREAMS
}
