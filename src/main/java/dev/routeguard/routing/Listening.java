package dev.routeguard.routing;

/**
 * Where on an entry a route listens.
 *
 * @param port 0 where the entry's ports are not known, as for an Ingress class
 */
public record Listening(Scheme scheme, int port) {
  public static final Listening HTTP = new Listening(Scheme.HTTP, 0);
  public static final Listening HTTPS = new Listening(Scheme.HTTPS, 0);

  /**
   * Whether the request comes in here. TCP takes whatever comes to its port, TLS also what is HTTP
   * inside; a gRPC call is an HTTP request.
   */
  public boolean accepts(Request request) {
    return switch (scheme) {
      case TCP -> port == request.port() && request.scheme() != Scheme.UDP;
      case UDP -> port == request.port() && request.scheme() == Scheme.UDP;
      case TLS -> isAt(request) && isEncrypted(request);
      case GRPC -> isAt(request) && request.scheme() == Scheme.GRPC;
      case HTTP, HTTPS -> isAt(request) && (request.scheme() == scheme || isCall(request));
    };
  }

  private boolean isAt(Request request) {
    return port == 0 || port == request.port();
  }

  private static boolean isEncrypted(Request request) {
    return request.scheme() == Scheme.TLS || request.scheme() == Scheme.HTTPS;
  }

  /** Where ports are not known, a call to the port of HTTPS is encrypted and any other is not. */
  private boolean isCall(Request request) {
    boolean byPort = request.port() == Scheme.HTTPS.defaultPort() == (scheme == Scheme.HTTPS);
    return request.scheme() == Scheme.GRPC && (port != 0 || byPort);
  }

  /** Written out, as comparing tables hashes each many times. */
  @Override
  public int hashCode() {
    return 31 * scheme.ordinal() + port;
  }

  /** The port to write into a witness request. */
  int witnessPort() {
    return port == 0 ? scheme.defaultPort() : port;
  }
}
