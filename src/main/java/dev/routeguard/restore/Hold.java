package dev.routeguard.restore;

import java.util.Objects;

/** A rollback is not made, and why, for people. */
record Hold(HoldReason reason, String message) {
  Hold {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(message, "message");
  }
}
