package dev.routeguard.admission.certificate;

/** There is no usable certificate; the message says what is missing. */
final class CertificateUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  CertificateUnavailableException(String message) {
    super(message);
  }

  CertificateUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
