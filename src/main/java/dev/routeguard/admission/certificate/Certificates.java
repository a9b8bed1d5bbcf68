package dev.routeguard.admission.certificate;

import java.time.Instant;

/** Where the certificate comes from: one implementation for those we make, one for others'. */
interface Certificates {
  /** What is there now; makes it where that is ours to do. */
  ServingCertificate current(Instant now) throws CertificateUnavailableException;

  /** Takes the next step of the rotation; false where none is due, or it is not ours to take. */
  boolean advance(Instant now);
}
