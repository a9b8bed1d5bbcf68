package dev.routeguard.admission;

import dev.routeguard.admission.certificate.CertificateSettings;
import dev.routeguard.admission.certificate.CertificateStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Clock;

/** One replica's webhook, on a free port of this machine. */
final class WebhookReplica implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AdmissionServer server;
  private final WebhookEndpoint endpoint;

  WebhookReplica(KubernetesClient client, CertificateSettings settings, Reviewer reviewer) {
    var meters = new AdmissionMeters(new SimpleMeterRegistry());
    var clock = Clock.systemUTC();
    this.server =
        new AdmissionServer(
            vertx,
            new InetSocketAddress("127.0.0.1", 0),
            AdmissionLimits.standard(),
            reviewer,
            meters,
            clock);
    this.endpoint = new WebhookEndpoint(server, client, settings, meters, clock);
    endpoint.start();
  }

  boolean isListening() {
    return server.isListening();
  }

  boolean isReady() {
    return endpoint.isReady();
  }

  CertificateStatus certificate() {
    return endpoint.certificate();
  }

  String url() {
    return "https://127.0.0.1:%d/validate".formatted(server.port());
  }

  @Override
  public void close() {
    endpoint.close();
    vertx.close();
  }
}
