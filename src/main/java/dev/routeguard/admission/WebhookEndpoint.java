package dev.routeguard.admission;

import dev.routeguard.admission.certificate.CertificateKeeper;
import dev.routeguard.admission.certificate.CertificateSettings;
import dev.routeguard.admission.certificate.CertificateStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** The webhook as a whole: the endpoint, and the certificate it begins to listen with. */
public final class WebhookEndpoint implements AutoCloseable {
  private final AdmissionServer server;
  private final CertificateKeeper keeper;

  /** Does nothing before {@link #start}. */
  public WebhookEndpoint(
      AdmissionServer server,
      KubernetesClient client,
      CertificateSettings settings,
      AdmissionMeters meters,
      Clock clock) {
    this.server = server;
    this.keeper = new CertificateKeeper(client, settings, clock, server::use);
    meters.watch(keeper);
  }

  /** Begins to look after the certificate, and to listen as soon as there is one. */
  public void start() {
    keeper.start();
  }

  /** Whether the API server can reach and trust it. */
  public boolean isReady() {
    return server.isListening() && keeper.status().isReady();
  }

  /** For readiness: when the certificate ends, and what is wrong with it. */
  public CertificateStatus certificate() {
    return keeper.status();
  }

  @Override
  public void close() {
    keeper.close();
    server.close();
  }
}
