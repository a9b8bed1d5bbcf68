package dev.routeguard.routing;

import java.util.Objects;

/**
 * The part of a route's requests that goes to one backend.
 *
 * @param percent 0 to 100
 * @param readiness whether the backend can answer
 * @param readyEndpoints ready endpoints behind the backend's port, 0 unless {@link Readiness#READY}
 * @param status what the data plane answers instead where the backend can't, such as 503; 0 where
 *     it can
 */
public record Share(
    Backend backend, double percent, Readiness readiness, int readyEndpoints, int status) {
  /** Whether a backend can answer, and if not, why. */
  public enum Readiness {
    READY,
    NO_READY_ENDPOINTS,
    SERVICE_MISSING,
    PORT_MISSING,
    NOT_GRANTED,
    /** A policy asks to verify its certificate, and there is nothing to do it with. */
    NOT_VERIFIABLE,
    /** The reference is sound, and the controller does not take it. */
    NOT_SUPPORTED,
    /** Not a Service, or nothing that can be looked up: neither served nor dead. */
    UNKNOWN
  }

  public Share {
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(readiness, "readiness");
  }

  /** The same backend with another part of the requests. */
  public Share of(double otherPercent) {
    return new Share(backend, otherPercent, readiness, readyEndpoints, status);
  }

  /** Whether requests of this share get an answer from the backend, as far as can be known. */
  public boolean isServed() {
    return readiness == Readiness.READY || readiness == Readiness.UNKNOWN;
  }
}
