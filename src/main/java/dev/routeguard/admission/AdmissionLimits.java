package dev.routeguard.admission;

import java.time.Duration;

/**
 * What one replica takes on at once. Beyond it callers are refused at once, and the API server's
 * {@code failurePolicy} decides.
 *
 * @param bodyBytes largest request; an object has at most 1.5 MiB in etcd, and a review carries two
 * @param bytesInFlight of all requests being received, queued or judged
 * @param workers threads that judge
 * @param queued requests that wait for a thread
 * @param connections open ones
 * @param requestTime from a connection's opening, or a request's first byte, to its last
 * @param idleTime between requests; longer than the 90 s after which the API server's client closes
 *     an idle connection itself, so that we never close one it is about to use
 * @param drainTime for which answers close their connections before the endpoint goes away
 */
public record AdmissionLimits(
    int bodyBytes,
    long bytesInFlight,
    int workers,
    int queued,
    int connections,
    Duration requestTime,
    Duration idleTime,
    Duration drainTime) {

  public AdmissionLimits {
    if (bodyBytes < 1 || bytesInFlight < bodyBytes) {
      throw new IllegalArgumentException("no room for one request of " + bodyBytes + " bytes");
    }
    if (workers < 1 || queued < 1 || connections < 1) {
      throw new IllegalArgumentException("nothing could be judged");
    }
  }

  /** For this machine. */
  public static AdmissionLimits standard() {
    return new AdmissionLimits(
        4 << 20,
        16 << 20,
        2 * Runtime.getRuntime().availableProcessors(),
        128,
        1_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(120),
        Duration.ofSeconds(3));
  }
}
