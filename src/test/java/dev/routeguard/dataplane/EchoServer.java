package dev.routeguard.dataplane;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A backend: answers every request with the address it was asked at. */
public final class EchoServer {
  private EchoServer() {}

  /** Serves on the port that is the first word, at every address, until it is killed. */
  public static void main(String[] words) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(Integer.parseInt(words[0])), 1000);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var name = exchange.getLocalAddress().getAddress().getHostAddress();
          var body = name.getBytes(StandardCharsets.UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(200, head ? -1 : body.length);
          exchange.getResponseBody().write(head ? new byte[0] : body);
          exchange.close();
        });
    server.start();
  }
}
