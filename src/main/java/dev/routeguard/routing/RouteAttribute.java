package dev.routeguard.routing;

/**
 * What users of a route notice beside who answers it, in words that every dialect shares, so that
 * an Ingress and the HTTPRoute it becomes can be compared. A dialect writes what its annotations or
 * filters mean under these keys in {@link Outcome.Forward#attributes()}; an annotation that has no
 * counterpart elsewhere keeps its own name as the key.
 */
public enum RouteAttribute {
  /** Where the path goes, such as {@code prefix /} or {@code full /index}. */
  REWRITE_PATH("rewrite.path"),
  REWRITE_HOST("rewrite.host"),
  /** Seconds, decimal, as {@code 1.5}. */
  TIMEOUT_REQUEST("timeout.request"),
  TIMEOUT_BACKEND("timeout.backend"),
  TIMEOUT_CONNECT("timeout.connect"),
  RETRIES("retries"),
  /** Changes of request headers, sorted, such as {@code add x-a=1; remove x-b}. */
  REQUEST_HEADERS("headers.request"),
  RESPONSE_HEADERS("headers.response"),
  AUTHENTICATION("authentication"),
  CORS("cors"),
  RATE_LIMIT("rate-limit"),
  /** Sorted, comma separated. */
  SOURCE_RANGES_ALLOWED("source-ranges.allowed"),
  SOURCE_RANGES_DENIED("source-ranges.denied"),
  AFFINITY("affinity"),
  /** {@code terminate}, {@code passthrough}. */
  TLS_MODE("tls.mode"),
  TLS_VERSIONS("tls.versions"),
  TLS_CLIENT_CERTIFICATES("tls.client-certificates"),
  /** {@code http}, {@code https}, {@code h2c}, {@code grpc}, {@code grpcs}, {@code fcgi}. */
  BACKEND_PROTOCOL("backend.protocol"),
  /** How the backend's certificate is verified. */
  BACKEND_TLS("backend.tls"),
  HEALTH_CHECK("health-check"),
  /** Backends that get a copy of each request. */
  MIRROR("mirror"),
  BODY_SIZE("body-size");

  private final String key;

  RouteAttribute(String key) {
    this.key = key;
  }

  /** The key in the attributes of an answer. */
  public String key() {
    return key;
  }
}
