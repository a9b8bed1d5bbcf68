package dev.routeguard.admission;

import java.util.Objects;

/**
 * What goes back over the wire.
 *
 * @param json the body
 */
record Reply(int status, byte[] json, Outcome outcome) {
  Reply {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(outcome, "outcome");
  }
}
