package dev.routeguard.admission.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that we make ourselves and keep in a Secret that all replicas share. Used by one
 * thread.
 */
final class MadeCertificates implements Certificates {
  private static final Logger LOG = Logger.getLogger(MadeCertificates.class);
  private static final int MOST_ATTEMPTS = 5;

  private final CertificateSecret secret;
  private final Rotation rotation;
  private @Nullable Held held;

  MadeCertificates(CertificateSecret secret, Rotation rotation) {
    this.secret = secret;
    this.rotation = rotation;
  }

  /** The Secret as read, and what it says. */
  private record Held(Secret read, OwnCertificates own) {}

  @Override
  public ServingCertificate current(Instant now) throws CertificateUnavailableException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var found = secret.read();
      if (found.isEmpty()) {
        if (secret.create(rotation.first(now).data())) {
          LOG.info("Made a CA and a certificate for the webhook");
        }
      } else if (isRead(found.get(), now)) {
        return held.own().serving();
      }
    }
    throw new CertificateUnavailableException("the Secret is written by others all the time");
  }

  private boolean isRead(Secret found, Instant now) {
    try {
      held = new Held(found, OwnCertificates.of(CertificateSecret.data(found)));
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      if (secret.update(found, rotation.first(now).data())) {
        LOG.warnf("Made a new CA, because the Secret was of no use: %s", e.getMessage());
      }
      return false;
    }
  }

  @Override
  public boolean advance(Instant now) {
    var present = held;
    if (present == null) {
      return false;
    }
    var next = rotation.next(present.own(), now);
    if (next.equals(present.own())) {
      return false;
    }
    if (secret.update(present.read(), next.data())) {
      LOG.infof("Rotated the webhook's certificates: %s", next);
    }
    return true;
  }
}
