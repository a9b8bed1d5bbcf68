package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.review.Review;
import org.jspecify.annotations.Nullable;

/** Tells the world what was decided. Must not fail and must not wait: the record is what counts. */
public interface Announcer {
  /**
   * A change was recorded and dealt with.
   *
   * @param review null where it was judged by the process before this one
   */
  void decided(RouteChange record, ChangeAction action, @Nullable Review review);

  /** Something could not be recorded. */
  void dropped(String what, String why);
}
