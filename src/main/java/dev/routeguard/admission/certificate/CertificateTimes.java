package dev.routeguard.admission.certificate;

import java.time.Duration;

/**
 * How long certificates last. Each is renewed when a third of its life is left.
 *
 * @param authority life of a CA
 * @param leaf life of the endpoint's certificate
 * @param overlap how long two CAs are trusted before the certificate changes from one to the other,
 *     and after that before the old one is forgotten; for API servers and replicas to hear of it
 * @param look how often to look where no watch says that something changed
 */
public record CertificateTimes(Duration authority, Duration leaf, Duration overlap, Duration look) {
  public CertificateTimes {
    if (leaf.compareTo(authority) > 0) {
      throw new IllegalArgumentException("the certificate would outlive its CA");
    }
    if (overlap.multipliedBy(2).compareTo(leaf.dividedBy(3)) > 0) {
      throw new IllegalArgumentException("no time to change from one CA to the next");
    }
  }

  /** A CA of two years, certificates of 90 days. */
  public static CertificateTimes standard() {
    return new CertificateTimes(
        Duration.ofDays(730), Duration.ofDays(90), Duration.ofHours(1), Duration.ofSeconds(10));
  }
}
