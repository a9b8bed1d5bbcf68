package dev.routeguard.admission.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for tests of the endpoint, and what trusts them. */
public final class TestCertificates {
  private TestCertificates() {}

  /** A new one for 127.0.0.1, from a CA of its own. */
  public static ServingCertificate forLoopback() {
    return new Rotation(
            new CertificateAuthority(), CertificateTimes.standard(), List.of("127.0.0.1"))
        .first(Instant.now())
        .serving();
  }

  /** Trusts exactly these CAs. */
  public static SSLContext trusting(String authoritiesPem) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var authority : Pem.certificates(authoritiesPem)) {
        store.setCertificateEntry("ca" + number++, authority);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
