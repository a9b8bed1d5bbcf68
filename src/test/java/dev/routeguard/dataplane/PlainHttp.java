package dev.routeguard.dataplane;

import dev.routeguard.routing.Request;
import dev.routeguard.routing.Scheme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Sends a request exactly as it is written, which HTTP libraries do not. */
final class PlainHttp {
  private static final int PATIENCE_MS = 10_000;
  private static final Encryption ENCRYPTION = new Encryption();

  private PlainHttp() {}

  /** Asks {@code port} of this machine. */
  static Answer ask(int port, Request request) {
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
      plain.setSoTimeout(PATIENCE_MS);
      boolean isEncrypted = request.scheme() == Scheme.HTTPS || request.scheme() == Scheme.TLS;
      var socket = isEncrypted ? ENCRYPTION.over(plain, request) : plain;
      socket.getOutputStream().write(bytes(request));
      return read(
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      return new Answer(0, "", "");
    }
  }

  private static byte[] bytes(Request request) {
    var headers =
        request.headers().entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    int port = request.port();
    var host = request.host() + (port == request.scheme().defaultPort() ? "" : ":" + port);
    return "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\n%s\r\n"
        .formatted(request.method(), request.path(), host, headers)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Answer read(BufferedReader in) throws IOException {
    var first = in.readLine();
    if (first == null) {
      return new Answer(0, "", "");
    }
    var location = "";
    int length = 0;
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      var header = line.split(":", 2);
      if (header[0].equalsIgnoreCase("location")) {
        location = header[1].strip();
      } else if (header[0].equalsIgnoreCase("content-length")) {
        length = Integer.parseInt(header[1].strip());
      }
    }
    // Not until the end: a proxy keeps the connection open for a while.
    var body = new char[length];
    int read = in.read(body, 0, length);
    return new Answer(Integer.parseInt(first.split(" ")[1]), location, text(body, read));
  }

  private static String text(char[] body, int read) {
    return new String(body, 0, Math.max(read, 0));
  }
}
