package dev.routeguard.admission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.routeguard.admission.certificate.ServingCertificate;
import dev.routeguard.admission.certificate.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Talks to the endpoint: as a client does, and byte by byte as one does who means harm. */
final class WebhookClient {
  private final int port;
  private final SSLContext tls;
  private final HttpClient client;

  WebhookClient(int port, ServingCertificate certificate) {
    this.port = port;
    this.tls = TestCertificates.trusting(certificate.authoritiesPem());
    this.client = HttpClient.newBuilder().sslContext(tls).build();
  }

  HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
    return send(request("/validate?timeout=10s").POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> post(String json) throws IOException, InterruptedException {
    return post(ReviewJson.bytes(json));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A connection to write bytes to. */
  SSLSocket open() throws IOException {
    var socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Writes {@code text}, and gives back all that comes until the other side closes. */
  String raw(String text) throws IOException {
    try (var socket = open()) {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return untilClosed(socket.getInputStream());
    }
  }

  static String untilClosed(InputStream in) throws IOException {
    var read = new ByteArrayOutputStream();
    try {
      in.transferTo(read);
    } catch (IOException e) {
      read.writeBytes("\n[connection reset]".getBytes(ISO_8859_1));
    }
    return read.toString(ISO_8859_1);
  }
}
