package dev.routeguard.admission;

import dev.routeguard.admission.certificate.CertificateSettings;
import dev.routeguard.admission.certificate.CertificateStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Clock;

/** One replica's webhook, on a free port of this machine. */
public final class WebhookReplica implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AdmissionServer server;
  private final WebhookEndpoint endpoint;

  public WebhookReplica(KubernetesClient client, CertificateSettings settings, Reviewer reviewer) {
    this(client, settings, reviewer, Clock.systemUTC());
  }

  /**
   * @param clock when changes are asked for
   */
  public WebhookReplica(
      KubernetesClient client, CertificateSettings settings, Reviewer reviewer, Clock clock) {
    var meters = new AdmissionMeters(new SimpleMeterRegistry());
    this.server =
        new AdmissionServer(
            vertx,
            new InetSocketAddress("127.0.0.1", 0),
            AdmissionLimits.standard(),
            reviewer,
            meters,
            clock);
    this.endpoint = new WebhookEndpoint(server, client, settings, meters, Clock.systemUTC());
    endpoint.start();
  }

  public boolean isListening() {
    return server.isListening();
  }

  public boolean isReady() {
    return endpoint.isReady();
  }

  CertificateStatus certificate() {
    return endpoint.certificate();
  }

  public int port() {
    return server.port();
  }

  public String url() {
    return "https://127.0.0.1:%d/validate".formatted(server.port());
  }

  @Override
  public void close() {
    endpoint.close();
    vertx.close();
  }
}
