package dev.routeguard.admission;

import static dev.routeguard.admission.ReviewJson.UID;
import static dev.routeguard.admission.ReviewJson.ingress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.routeguard.admission.certificate.ServingCertificate;
import dev.routeguard.admission.certificate.TestCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over loopback, with real TLS. */
class AdmissionServerTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ServingCertificate CERTIFICATE = TestCertificates.forLoopback();
  private static final String REVIEW = ReviewJson.create(ingress("shop", "shop.example.com"));
  private static final AdmissionLimits LIMITS =
      new AdmissionLimits(
          64 << 10,
          128 << 10,
          2,
          2,
          20,
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ZERO);

  private final FakeReviewer reviewer = new FakeReviewer();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AdmissionServer server = server(LIMITS);
  private final WebhookClient client = client(CERTIFICATE);

  private AdmissionServer server(AdmissionLimits limits) {
    var listening =
        new AdmissionServer(
            VERTX,
            new InetSocketAddress("127.0.0.1", 0),
            limits,
            reviewer,
            new AdmissionMeters(meters),
            Clock.systemUTC());
    listening.use(CERTIFICATE);
    return listening;
  }

  private WebhookClient client(ServingCertificate certificate) {
    return new WebhookClient(server.port(), certificate);
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  @AfterAll
  static void stopVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private long count(Outcome outcome) {
    return meters
        .get("routeguard.webhook.duration")
        .tag("outcome", outcome.label())
        .timer()
        .count();
  }

  /** Stands still until the test ends. */
  private Answer hang(AdmissionCall call) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.allow();
  }

  @Test
  void review_is_answered() throws Exception {
    var response = client.post(REVIEW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.body()).contains("\"uid\":\"" + UID + "\"", "\"allowed\":true");
    assertThat(count(Outcome.ALLOWED)).isOne();
  }

  @Test
  void denial_is_answered() throws Exception {
    reviewer.answers(FakeReviewer.DENIAL);

    assertThat(client.post(REVIEW).body()).contains("\"allowed\":false", "not today");
    assertThat(count(Outcome.DENIED)).isOne();
  }

  @Test
  void what_is_not_ours_is_allowed_and_counted() throws Exception {
    reviewer.answers(FakeReviewer.DENIAL);
    var pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}";

    assertThat(client.post(ReviewJson.create(pod)).body()).contains("\"allowed\":true");
    assertThat(count(Outcome.NOT_OURS)).isOne();
  }

  @Test
  void defect_is_a_number_and_no_stack_trace() throws Exception {
    reviewer.answers(
        call -> {
          throw new IllegalStateException("secret thought");
        });

    var response = client.post(REVIEW);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).matches("\\{\"error\":\"internal error [0-9a-f-]{36}\"}");
    assertThat(count(Outcome.FAILED)).isOne();
  }

  @Test
  void stack_overflow_is_a_defect_like_others() throws Exception {
    reviewer.answers(AdmissionServerTest::dig);

    assertThat(client.post(REVIEW).statusCode()).isEqualTo(500);
    reviewer.answers(Answer.allow());
    assertThat(client.post(REVIEW).statusCode()).isEqualTo(200);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Answer dig(AdmissionCall call) {
    return dig(call);
  }

  @Test
  void before_the_estate_is_known_nobody_is_answered() throws Exception {
    reviewer.isNotReady();

    assertThat(client.post(REVIEW).statusCode()).isEqualTo(503);
    assertThat(count(Outcome.NOT_READY)).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/validate,405",
    "PUT,/validate,405",
    "DELETE,/validate,405",
    "OPTIONS,/validate,405",
    "POST,/,404",
    "GET,/,404",
    "POST,/validate/,404",
    "POST,/validate/../validate,404",
    "POST,//validate,404",
    "POST,/metrics,404",
    "POST,/validate?timeout=soon,400",
    "POST,/validate?timeout=,400",
    "POST,/validate?timeout=%25zz,400"
  })
  void other_methods_paths_and_queries_are_refused(String method, String path, int status)
      throws Exception {
    var response =
        client.send(client.request(path).method(method, BodyPublishers.ofString(REVIEW)));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).startsWith("{\"error\":");
  }

  @ParameterizedTest
  @CsvSource({
    "application/xml",
    "text/plain",
    "application/jsonp",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded"
  })
  void other_content_types_are_refused(String type) throws Exception {
    var request = client.request("/validate").setHeader("Content-Type", type);

    assertThat(client.send(request.POST(BodyPublishers.ofString(REVIEW))).statusCode())
        .isEqualTo(415);
  }

  @Test
  void content_type_may_name_its_charset() throws Exception {
    var request =
        client.request("/validate").setHeader("Content-Type", "Application/JSON; charset=utf-8");

    assertThat(client.send(request.POST(BodyPublishers.ofString(REVIEW))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void packed_body_is_never_unpacked() throws Exception {
    var request = client.request("/validate").header("Content-Encoding", "gzip");

    assertThat(client.send(request.POST(BodyPublishers.ofByteArray(new byte[100]))).statusCode())
        .isEqualTo(415);
  }

  @Test
  void announced_body_that_is_too_large_is_refused_before_it_comes() throws Exception {
    try (var socket = client.open()) {
      socket
          .getOutputStream()
          .write(head("Content-Length: 10485760").getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void streamed_body_that_grows_too_large_is_refused() throws Exception {
    var large = new byte[LIMITS.bodyBytes() + 1];
    var publisher = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));

    assertThat(client.send(client.request("/validate").POST(publisher)).statusCode())
        .isEqualTo(413);
    assertThat(client.post(REVIEW).statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(gauge("in.flight")).isZero());
  }

  private double gauge(String name) {
    return meters.get("routeguard.webhook." + name).gauge().value();
  }

  @Test
  void endless_body_is_cut_off() throws Exception {
    var chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    try (var socket = client.open()) {
      var out = socket.getOutputStream();
      out.write(head("Transfer-Encoding: chunked").getBytes(StandardCharsets.US_ASCII));

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  out.write(chunk.getBytes(StandardCharsets.US_ASCII));
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  private static String head(String header) {
    return "POST /validate HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n%s\r\n\r\n"
        .formatted(header);
  }

  @Test
  void body_that_stops_coming_is_given_up() throws Exception {
    var response = client.raw(head("Content-Length: 1000") + "{");

    assertThat(response).doesNotContain("200 OK").doesNotContain("allowed");
    await().untilAsserted(() -> assertThat(gauge("connections")).isZero());
    assertThat(gauge("in.flight")).isZero();
  }

  @Test
  void head_that_comes_byte_by_byte_is_given_up() throws Exception {
    try (var socket = client.open()) {
      var out = socket.getOutputStream();
      out.write("POST /validate HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));

      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(10))
          .until(() -> isGone(socket));
    }
  }

  private static boolean isGone(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void silent_connection_is_given_up() throws Exception {
    try (var socket = client.open()) {
      socket.startHandshake();

      assertThat(WebhookClient.untilClosed(socket.getInputStream())).doesNotContain("200");
    }
  }

  @Test
  void connections_beyond_the_limit_are_closed() throws Exception {
    var sockets = new ArrayList<SSLSocket>();
    try {
      for (int i = 0; i < LIMITS.connections() + 5; i++) {
        var socket = client.open();
        sockets.add(socket);
        socket.startHandshake();
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(meters.get("routeguard.webhook.connections.closed").counter().count())
                      .isGreaterThanOrEqualTo(5));
      assertThat(gauge("connections")).isLessThanOrEqualTo(LIMITS.connections());
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void hanging_review_is_answered_in_time_as_the_policies_say() throws Exception {
    reviewer.answers(this::hang);
    var started = System.nanoTime();

    var response =
        client.send(
            client.request("/validate?timeout=500ms").POST(BodyPublishers.ofString(REVIEW)));

    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("too late", "\"allowed\":false");
    assertThat(count(Outcome.LATE)).isOne();
  }

  @Test
  void more_than_can_be_judged_or_queued_is_refused_at_once() throws Exception {
    reviewer.answers(this::hang);
    var responses = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 12; i++) {
      responses.add(CompletableFuture.supplyAsync(this::postSlowly));
    }

    await().until(() -> count(Outcome.SATURATED) >= 12 - LIMITS.workers() - LIMITS.queued());
    release.countDown();
    var codes = responses.stream().map(r -> r.join().statusCode()).sorted().toList();

    assertThat(codes).contains(200, 503);
    assertThat(codes.stream().filter(code -> code == 200).count())
        .isEqualTo(LIMITS.workers() + LIMITS.queued());
  }

  private HttpResponse<String> postSlowly() {
    try {
      return client.post(REVIEW);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void new_certificate_is_shown_without_closing_a_connection() throws Exception {
    try (var kept = client.open()) {
      kept.startHandshake();
      var next = TestCertificates.forLoopback();

      server.use(next);

      var request = head("Connection: close\r\nContent-Length: " + REVIEW.length()) + REVIEW;
      kept.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(WebhookClient.untilClosed(kept.getInputStream())).contains("\"allowed\":true");
      assertThat(client(next).post(REVIEW).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> client(CERTIFICATE).post(REVIEW)).isInstanceOf(SSLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tls_of_this_century_is_spoken(String protocol) throws Exception {
    try (var socket = client.open()) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
    }
  }

  @Test
  void what_is_no_http_is_no_permission() throws Exception {
    for (var junk :
        List.of(
            "\r\n\r\n",
            "GET\r\n\r\n",
            "POST /validate HTTP/9.9\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "POST /validate HTTP/1.1\r\nContent-Length: -1\r\n\r\n{}",
            "POST /validate HTTP/1.1\r\nContent-Length: 1e9\r\n\r\n{}",
            head("Content-Length: 99999999999999999999"),
            head("Content-Length: 2\r\nTransfer-Encoding: chunked") + "{}",
            head("X: " + "y".repeat(20_000)),
            "POST /" + "v".repeat(20_000) + " HTTP/1.1\r\n\r\n",
            "POST http://[::1 HTTP/1.1\r\n\r\n",
            "POST %zz?timeout=%zz HTTP/1.1\r\n\r\n")) {
      assertThat(client.raw(junk))
          .as(junk.substring(0, Math.min(40, junk.length())))
          .doesNotContain("200 OK", "allowed", "Exception", "\tat ", " 30");
    }
  }

  @Test
  void thousand_broken_bodies_are_never_allowed_and_never_a_stack_trace() throws Exception {
    var random = new Random(20_261_101);
    for (int i = 0; i < 1_000; i++) {
      var body = broken(random);

      var response = client.post(body);

      var about = "body %d: %s".formatted(i, new String(body, StandardCharsets.ISO_8859_1));
      assertThat(response.statusCode()).as(about).isBetween(400, 499);
      assertThat(response.body())
          .as(about)
          .startsWith("{\"error\":\"")
          .doesNotContain("Exception", "\tat ", "allowed", "jackson", "routeguard");
    }
    assertThat(count(Outcome.MALFORMED)).isEqualTo(1_000);
    assertThat(count(Outcome.FAILED)).isZero();
  }

  /** Random, truncated, or a review with a byte that breaks it. */
  private static byte[] broken(Random random) {
    var review = ReviewJson.bytes(REVIEW);
    return switch (random.nextInt(4)) {
      case 0 -> randomBytes(random);
      case 1 -> Arrays.copyOf(review, random.nextInt(review.length - 1));
      case 2 -> withControlCharacter(review, random);
      default -> ReviewJson.bytes(REVIEW.replace("\"uid\"", "\"u" + random.nextInt() + "\""));
    };
  }

  private static byte[] randomBytes(Random random) {
    var bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] withControlCharacter(byte[] review, Random random) {
    var broken = review.clone();
    // Nowhere in JSON is it allowed.
    broken[random.nextInt(broken.length)] = (byte) random.nextInt(9);
    return broken;
  }

  @Test
  void closed_server_is_gone() throws Exception {
    server.close();

    assertThat(server.isListening()).isFalse();
    assertThatThrownBy(() -> client.post(REVIEW)).isInstanceOf(IOException.class);
  }
}
