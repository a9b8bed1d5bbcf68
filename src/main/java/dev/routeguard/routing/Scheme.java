package dev.routeguard.routing;

/** How a request arrives. */
public enum Scheme {
  HTTP(80),
  HTTPS(443),
  /** A call over HTTP/2, by default not encrypted. */
  GRPC(80),
  TLS(443),
  TCP(0),
  UDP(0);

  private final int defaultPort;

  Scheme(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  public int defaultPort() {
    return defaultPort;
  }
}
