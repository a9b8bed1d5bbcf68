package dev.routeguard.admission;

/** Bytes that are no AdmissionReview; the message may be shown to whoever sent them. */
final class MalformedReviewException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedReviewException(String message) {
    super(message);
  }

  MalformedReviewException(String message, Throwable cause) {
    super(message, cause);
  }
}
