package dev.routeguard.dataplane;

import io.vertx.core.Vertx;

/**
 * A backend: answers every request with the address it was asked at, over HTTP/1.1 and, for calls,
 * over HTTP/2 without TLS.
 */
public final class EchoServer {
  private EchoServer() {}

  /** Serves on the port that is the first word, at every address, until it is killed. */
  public static void main(String[] words) {
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(request -> request.response().end(request.localAddress().hostAddress()))
        .listen(Integer.parseInt(words[0]));
  }
}
