package dev.routeguard.admission;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the API server is told.
 *
 * @param message why it is denied; empty where it is allowed
 * @param warnings shown to whoever asked, each at most 256 characters
 * @param auditAnnotations what the API server's own audit log keeps
 */
public record Answer(
    boolean allowed, String message, List<String> warnings, Map<String, String> auditAnnotations) {
  private static final Answer ALLOWED = new Answer(true, "", List.of(), Map.of());

  public Answer {
    Objects.requireNonNull(message, "message");
    warnings = List.copyOf(warnings);
    auditAnnotations = Map.copyOf(auditAnnotations);
    if (allowed != message.isEmpty()) {
      throw new IllegalArgumentException("a denial, and only a denial, says why");
    }
  }

  /** Allowed without a word. */
  public static Answer allow() {
    return ALLOWED;
  }
}
