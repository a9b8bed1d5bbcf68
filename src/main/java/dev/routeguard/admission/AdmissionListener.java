package dev.routeguard.admission;

import dev.routeguard.review.Review;

/**
 * Hears what became of each change that was asked for; never of a dry run. Called by several
 * threads at once. That a change was admitted does not mean that it landed: another webhook, a
 * quota or a conflict may still have refused it, and anyone who reaches the port can forge a
 * request.
 */
public interface AdmissionListener {
  /** The change may go through. Must return at once: the answer waits for it. */
  void admitted(AdmissionCall call, Review review);

  /**
   * The change was refused, so no watch will ever show it. The answer waits for it, but not for
   * longer than a second.
   */
  void denied(AdmissionCall call, Review review);
}
