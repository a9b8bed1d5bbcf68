package dev.routeguard.config;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the API server may send reviews here, and they will be judged on all there is. */
@Readiness
@Singleton
final class OperatorReadiness implements HealthCheck {
  private final Operator operator;

  OperatorReadiness(Operator operator) {
    this.operator = operator;
  }

  @Override
  public HealthCheckResponse call() {
    var synced = operator.isSynced();
    var webhook = operator.isWebhookReady();
    return HealthCheckResponse.named("routeguard")
        .status(synced && webhook)
        .withData("estate and policies", synced ? "known" : "being read")
        .withData("webhook", webhook ? "trusted by the API server" : operator.certificateProblem())
        .build();
  }
}
