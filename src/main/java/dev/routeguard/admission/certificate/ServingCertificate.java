package dev.routeguard.admission.certificate;

import java.time.Instant;
import java.util.Objects;

/**
 * What the endpoint shows and what callers trust it by.
 *
 * @param chainPem the certificate, and after it what lies between it and the CA
 * @param keyPem its private key
 * @param authoritiesPem the CAs to trust; empty where whoever made it does not say
 * @param notAfter when it ends
 */
public record ServingCertificate(
    String chainPem, String keyPem, String authoritiesPem, Instant notAfter) {
  public ServingCertificate {
    Objects.requireNonNull(chainPem, "chainPem");
    Objects.requireNonNull(keyPem, "keyPem");
    Objects.requireNonNull(authoritiesPem, "authoritiesPem");
    Objects.requireNonNull(notAfter, "notAfter");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ServingCertificate[until " + notAfter + "]";
  }
}
