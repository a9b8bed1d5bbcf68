package dev.routeguard.admission.certificate;

import java.time.Instant;
import java.util.Objects;

/**
 * How the certificate stands.
 *
 * @param notAfter when the one that is shown ends; {@link Instant#EPOCH} where none is
 * @param trusted whether the API server is told to trust it, as far as that is ours to see to
 * @param problem what somebody should look at; empty where nothing
 */
public record CertificateStatus(Instant notAfter, boolean trusted, String problem) {
  static final CertificateStatus UNKNOWN =
      new CertificateStatus(Instant.EPOCH, false, "no certificate yet");

  public CertificateStatus {
    Objects.requireNonNull(notAfter, "notAfter");
    Objects.requireNonNull(problem, "problem");
  }

  /** Whether the endpoint has a certificate that the API server accepts. */
  public boolean isReady() {
    return trusted && !notAfter.equals(Instant.EPOCH);
  }
}
