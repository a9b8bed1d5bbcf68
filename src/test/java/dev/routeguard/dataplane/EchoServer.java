package dev.routeguard.dataplane;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;

/**
 * A backend: answers every request with the address it was asked at, over HTTP/1.1 and, for calls,
 * over HTTP/2 without TLS; at a port of its own over TLS.
 */
public final class EchoServer {
  private EchoServer() {}

  /**
   * Serves at every address until it is killed.
   *
   * @param words the port, the port for TLS, the files of its certificate and its key
   */
  public static void main(String[] words) {
    var vertx = Vertx.vertx();
    var certificate = new PemKeyCertOptions().setCertPath(words[2]).setKeyPath(words[3]);
    serve(vertx, new HttpServerOptions().setPort(Integer.parseInt(words[0])));
    serve(
        vertx,
        new HttpServerOptions()
            .setPort(Integer.parseInt(words[1]))
            .setSsl(true)
            .setKeyCertOptions(certificate));
  }

  private static void serve(Vertx vertx, HttpServerOptions options) {
    vertx
        .createHttpServer(options)
        .requestHandler(request -> request.response().end(request.localAddress().hostAddress()))
        .listen();
  }
}
