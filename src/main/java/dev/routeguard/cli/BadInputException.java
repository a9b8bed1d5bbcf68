package dev.routeguard.cli;

/** Input that a person must correct; the message says what, where and how. */
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }
}
