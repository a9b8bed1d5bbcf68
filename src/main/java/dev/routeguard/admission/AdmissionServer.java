package dev.routeguard.admission;

import dev.routeguard.admission.AdmissionExchange.Shared;
import dev.routeguard.admission.certificate.ServingCertificate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTPS endpoint of the webhook, on a port of its own. Bounds bodies, connections, work and
 * time where the bytes come in, never redirects (CVE-2020-8561) and takes a new certificate without
 * closing a connection. HTTP/1.1 only, which is what the API server's webhook client speaks.
 */
public final class AdmissionServer implements AutoCloseable {
  private static final int LONGEST_WAIT_S = 15;
  private static final Duration SWEEP = Duration.ofMillis(250);
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  private final Vertx vertx;
  private final InetSocketAddress address;
  private final AdmissionLimits limits;
  private final Connections connections;
  private final WorkInFlight work;
  private final RequestRules rules;
  private final ThreadPoolExecutor workers;
  private final Shared shared;
  private volatile boolean draining;

  /** Written under the lock; read without, since an event loop must not wait for {@link #use}. */
  private volatile @Nullable HttpServer server;

  private @Nullable Long sweeper;

  /**
   * Listens to nothing yet.
   *
   * @param address port 0 for any free one
   */
  public AdmissionServer(
      Vertx vertx,
      InetSocketAddress address,
      AdmissionLimits limits,
      Reviewer reviewer,
      AdmissionMeters meters,
      Clock clock) {
    this.vertx = vertx;
    this.address = address;
    this.limits = limits;
    this.connections = new Connections(limits, meters);
    this.work = new WorkInFlight(limits.bytesInFlight());
    this.rules = new RequestRules(limits);
    this.workers = workers(limits);
    Context loop = vertx.getOrCreateContext();
    this.shared =
        new Shared(
            vertx,
            loop,
            workers,
            limits,
            new ReviewDesk(new AdmissionCodec(clock), reviewer),
            work,
            connections,
            meters,
            clock,
            () -> draining);
    meters.watch(connections::count, work::requests);
  }

  private static ThreadPoolExecutor workers(AdmissionLimits limits) {
    var number = new AtomicInteger();
    return new ThreadPoolExecutor(
        limits.workers(),
        limits.workers(),
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(limits.queued()),
        task -> {
          var thread = new Thread(task, "admission-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Serves with this certificate from now on; begins to listen with the first one. */
  public synchronized void use(ServingCertificate certificate) {
    var options = tls(certificate);
    if (server == null) {
      server = await(onLoop(() -> listen(options)));
    } else {
      await(server.updateSSLOptions(options.getSslOptions()));
    }
  }

  private static HttpServerOptions tls(ServingCertificate certificate) {
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(false)
            .setEnabledSecureTransportProtocols(PROTOCOLS)
            .setSslHandshakeTimeout(5)
            .setSslEngineOptions(engine())
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(certificate.chainPem()))
                    .addKeyValue(Buffer.buffer(certificate.keyPem())));
    options.setDecompressionSupported(false).setHandle100ContinueAutomatically(false);
    return options;
  }

  private Future<HttpServer> listen(HttpServerOptions options) {
    sweeper = vertx.setPeriodic(SWEEP.toMillis(), timer -> connections.sweep());
    return vertx
        .createHttpServer(options)
        .connectionHandler(connections::opened)
        .requestHandler(this::handle)
        .listen(address.getPort(), address.getHostString());
  }

  private void handle(HttpServerRequest request) {
    var refusal = rules.refuse(request);
    var time = refusal.isPresent() ? Optional.<AnswerTime>empty() : answerTime(request);
    var exchange = new AdmissionExchange(shared, request, time.orElseGet(AnswerTime::standard));
    exchange.begin();
    if (refusal.isPresent()) {
      exchange.refuse(refusal.get().status(), refusal.get().message(), Outcome.MALFORMED);
    } else if (time.isEmpty()) {
      exchange.refuse(400, "timeout is no duration", Outcome.MALFORMED);
    } else if (!shared.desk().isReady()) {
      exchange.refuse(503, "not ready yet", Outcome.NOT_READY);
    }
  }

  private static Optional<AnswerTime> answerTime(HttpServerRequest request) {
    try {
      return AnswerTime.of(request.getParam("timeout"));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the query can't be decoded
    }
  }

  /** The port it listens on. */
  public int port() {
    var listening = server;
    if (listening == null) {
      throw new IllegalStateException("not listening");
    }
    return listening.actualPort();
  }

  /** Whether it has a certificate and listens. */
  public boolean isListening() {
    return server != null;
  }

  /**
   * Ends in order: for a moment answers close their connections, so that the API server opens the
   * next one elsewhere; then whatever is still open is closed.
   */
  @Override
  public synchronized void close() {
    if (server != null) {
      draining = true;
      await(onLoop(this::drained));
      vertx.cancelTimer(sweeper == null ? 0 : sweeper);
      await(server.close());
      server = null;
    }
    workers.shutdown();
  }

  /**
   * A handshake costs the JVM's own engine many times what a review does while it is cold, just
   * when the API server opens its connections. BoringSSL costs the same from the first one; where
   * there is none for this platform, the JVM's does the same work on a thread of its own.
   */
  private static SSLEngineOptions engine() {
    return OpenSSLEngineOptions.isAvailable()
        ? new OpenSSLEngineOptions().setUseWorkerThread(true)
        : new JdkSSLEngineOptions().setUseWorkerThread(true);
  }

  private Future<Void> drained() {
    var drained = new CompletableFuture<Void>();
    var until = System.nanoTime() + limits.drainTime().toNanos();
    vertx.setPeriodic(
        20,
        timer -> {
          if (connections.count() == 0 || System.nanoTime() - until > 0) {
            vertx.cancelTimer(timer);
            drained.complete(null);
          }
        });
    return Future.fromCompletionStage(drained);
  }

  /** Connections belong to the event loop that began to listen. */
  private <T> Future<T> onLoop(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    shared.loop().runOnContext(go -> action.get().onComplete(promise));
    return promise.future();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(LONGEST_WAIT_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("webhook endpoint: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("webhook endpoint does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
