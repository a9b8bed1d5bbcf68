package dev.routeguard.admission.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;

/** A certificate that cert-manager or a person puts into a Secret; only read. */
final class GivenCertificates implements Certificates {
  private final CertificateSecret secret;
  private final String name;

  GivenCertificates(CertificateSecret secret, String name) {
    this.secret = secret;
    this.name = name;
  }

  @Override
  public ServingCertificate current(Instant now) throws CertificateUnavailableException {
    var found = secret.read();
    if (found.isEmpty()) {
      throw new CertificateUnavailableException("Secret %s is missing".formatted(name));
    }
    try {
      return serving(found.get());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new CertificateUnavailableException(
          "Secret %s holds no certificate: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static ServingCertificate serving(Secret found) throws GeneralSecurityException {
    var data = CertificateSecret.data(found);
    var chain = data.getOrDefault(OwnCertificates.CHAIN, "");
    var key = data.getOrDefault(OwnCertificates.KEY, "");
    var certificates = Pem.certificates(chain);
    if (certificates.isEmpty() || key.isEmpty()) {
      throw new GeneralSecurityException("tls.crt or tls.key is empty");
    }
    return new ServingCertificate(
        chain,
        key,
        data.getOrDefault(OwnCertificates.AUTHORITIES, ""),
        certificates.get(0).getNotAfter().toInstant());
  }

  @Override
  public boolean advance(Instant now) {
    return false;
  }
}
