package dev.routeguard.policy;

import dev.routeguard.estate.ObjectRef;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * An object of which a policy asks less, for a reason and for a time.
 *
 * @param checks names of the checks and expressions it is about; empty for all
 * @param mode how strict the policy still is
 */
public record Exemption(
    ObjectRef object, Set<String> checks, Mode mode, String reason, Instant expiresAt) {
  public Exemption {
    Objects.requireNonNull(object, "object");
    checks = Set.copyOf(checks);
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Whether it is about what the check finds on the object, and still in force. */
  boolean covers(ObjectRef ref, String check, Instant at) {
    return object.equals(ref)
        && (checks.isEmpty() || checks.contains(check))
        && at.isBefore(expiresAt);
  }

  /** For the record: {@code migration until March (expires 2026-03-31T00:00:00Z)}. */
  public String inWords() {
    return "%s (expires %s)".formatted(reason, expiresAt);
  }
}
