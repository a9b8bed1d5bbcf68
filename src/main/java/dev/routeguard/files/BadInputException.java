package dev.routeguard.files;

/** Input that a person must correct; the message says what, where and how. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }
}
