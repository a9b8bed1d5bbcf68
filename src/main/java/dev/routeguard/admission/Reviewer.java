package dev.routeguard.admission;

import java.time.Instant;

/** Judges what the API server asks about. Called by several threads at once. */
public interface Reviewer {
  /** False until enough is known of the cluster to judge; asking before is answered with 503. */
  boolean isReady();

  /**
   * The judgement.
   *
   * @param deadline nobody waits for it longer
   */
  Answer review(AdmissionCall call, Instant deadline);

  /** The judgement of a write of one of Routeguard's own kinds. */
  Answer review(OwnObjectCall call);

  /** What to answer where the judgement does not come in time. Returns at once. */
  Answer late(AdmissionCall call);
}
