package dev.routeguard.routing;

/**
 * Where on an entry a route listens.
 *
 * @param port 0 where the entry's ports are not known, as for an Ingress class
 */
public record Listening(Scheme scheme, int port) {
  public static final Listening HTTP = new Listening(Scheme.HTTP, 0);
  public static final Listening HTTPS = new Listening(Scheme.HTTPS, 0);

  /** Whether the request comes in here. TCP takes whatever comes to its port. */
  public boolean accepts(Request request) {
    if (scheme == Scheme.TCP || scheme == Scheme.UDP) {
      return port == request.port() && (scheme == Scheme.UDP) == (request.scheme() == Scheme.UDP);
    }
    return scheme == request.scheme() && (port == 0 || port == request.port());
  }

  /** The port to write into a witness request. */
  int witnessPort() {
    return port == 0 ? scheme.defaultPort() : port;
  }
}
