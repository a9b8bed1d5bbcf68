package dev.routeguard.admission.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** A certificate and its private key. */
record Issued(X509Certificate certificate, PrivateKey key) {
  Issued {
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(key, "key");
  }

  /** When it was signed, which is later than the beginning that is written in it. */
  Instant made() {
    return certificate.getNotBefore().toInstant().plus(CertificateAuthority.BACKDATED);
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  boolean isDueForRenewal(Instant now) {
    var third = Duration.between(made(), notAfter()).dividedBy(3);
    return !now.isBefore(notAfter().minus(third));
  }

  @Override
  public String toString() {
    return "Issued[" + certificate.getSubjectX500Principal() + " until " + notAfter() + "]";
  }
}
