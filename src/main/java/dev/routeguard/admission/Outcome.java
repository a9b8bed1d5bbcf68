package dev.routeguard.admission;

import java.util.Locale;

/** How a request to the endpoint ended; a label of its metric. */
enum Outcome {
  ALLOWED,
  DENIED,
  /** Allowed because it is none of Routeguard's business. */
  NOT_OURS,
  /** The judgement did not come in time, and the policies' {@code failurePolicy} was answered. */
  LATE,
  /** Not a request of the API server; 4xx. */
  MALFORMED,
  /** More than this replica takes on at once; 503. */
  SATURATED,
  /** Not enough is known of the cluster yet; 503. */
  NOT_READY,
  /** A defect; 500. */
  FAILED;

  /** As in the metric. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
