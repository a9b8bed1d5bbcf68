package dev.routeguard.admission;

import dev.routeguard.admission.certificate.CertificateKeeper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** The numbers of the endpoint, as {@code routeguard_webhook_*}. */
public final class AdmissionMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Map<Outcome, Timer> requests;
  private final Counter lateRecords;
  private final Counter unrecorded;
  private final Counter closedConnections;

  public AdmissionMeters(MeterRegistry registry) {
    this.registry = registry;
    this.requests =
        Arrays.stream(Outcome.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    outcome -> timer(registry, outcome),
                    (one, other) -> one,
                    () -> new EnumMap<>(Outcome.class)));
    this.lateRecords =
        Counter.builder("routeguard.webhook.denials.recorded.late")
            .description("Denials that were answered before they were recorded")
            .register(registry);
    this.unrecorded =
        Counter.builder("routeguard.webhook.denials.unrecorded")
            .description("Denials that were answered and could not be recorded")
            .register(registry);
    this.closedConnections =
        Counter.builder("routeguard.webhook.connections.closed")
            .description("Connections closed because they were too many, too slow or idle")
            .register(registry);
  }

  private static Timer timer(MeterRegistry registry, Outcome outcome) {
    return Timer.builder("routeguard.webhook.duration")
        .description("Requests to the webhook, from the last header to the answer")
        .tag("outcome", outcome.label())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  void replied(Outcome outcome, Duration took) {
    requests.get(outcome).record(took);
  }

  void recordedLate() {
    lateRecords.increment();
  }

  void unrecorded() {
    unrecorded.increment();
  }

  void closedConnection() {
    closedConnections.increment();
  }

  void watch(IntSupplier connections, IntSupplier inFlight) {
    Gauge.builder("routeguard.webhook.connections", connections::getAsInt)
        .description("Open connections")
        .register(registry);
    Gauge.builder("routeguard.webhook.in.flight", inFlight::getAsInt)
        .description("Requests being received, queued or judged")
        .register(registry);
  }

  void watch(CertificateKeeper keeper) {
    Gauge.builder(
            "routeguard.webhook.cert.expiry.timestamp.seconds",
            () -> keeper.status().notAfter().getEpochSecond())
        .description("When the webhook's certificate ends, in seconds since 1970")
        .register(registry);
    FunctionCounter.builder(
            "routeguard.webhook.ca.bundle.repairs", keeper, CertificateKeeper::repairs)
        .description("Times that somebody's other CA bundle was replaced")
        .register(registry);
  }
}
