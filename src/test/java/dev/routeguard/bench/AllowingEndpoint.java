package dev.routeguard.bench;

import dev.routeguard.admission.AdmissionCall;
import dev.routeguard.admission.AdmissionLimits;
import dev.routeguard.admission.AdmissionMeters;
import dev.routeguard.admission.AdmissionServer;
import dev.routeguard.admission.Answer;
import dev.routeguard.admission.OwnObjectCall;
import dev.routeguard.admission.Reviewer;
import dev.routeguard.admission.WebhookEndpoint;
import dev.routeguard.admission.certificate.CertificateMode;
import dev.routeguard.admission.certificate.CertificateSettings;
import dev.routeguard.admission.certificate.CertificateTimes;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The endpoint by itself, to tell its cost from that of reviewing and recording. */
public final class AllowingEndpoint implements Reviewer {
  /** Serves until it is killed. */
  public static void main(String[] words) {
    var vertx = Vertx.vertx();
    var clock = Clock.systemUTC();
    var meters = new AdmissionMeters(new SimpleMeterRegistry());
    var address = new InetSocketAddress("127.0.0.1", port("ROUTEGUARD_WEBHOOK_PORT"));
    var server =
        new AdmissionServer(
            vertx, address, AdmissionLimits.standard(), new AllowingEndpoint(), meters, clock);
    var client = new KubernetesClientBuilder().build();
    var webhook = new WebhookEndpoint(server, client, settings(), meters, clock);
    webhook.start();
    vertx
        .createHttpServer()
        .requestHandler(
            request -> request.response().setStatusCode(webhook.isReady() ? 200 : 503).end())
        .listen(port("QUARKUS_HTTP_PORT"), "127.0.0.1");
  }

  private static int port(String variable) {
    return Integer.parseInt(System.getenv(variable));
  }

  private static CertificateSettings settings() {
    return new CertificateSettings(
        CertificateMode.AUTO,
        "routeguard",
        "routeguard-webhook-tls",
        "routeguard",
        "routeguard",
        List.of("127.0.0.1"),
        CertificateTimes.standard());
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public Answer review(AdmissionCall call, Instant deadline) {
    return Answer.allow();
  }

  @Override
  public Answer review(OwnObjectCall call) {
    return Answer.allow();
  }

  @Override
  public Answer late(AdmissionCall call) {
    return Answer.allow();
  }
}
