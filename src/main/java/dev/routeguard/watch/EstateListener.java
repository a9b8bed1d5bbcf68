package dev.routeguard.watch;

import dev.routeguard.estate.Estate;

/**
 * Is told everything the watch shows, on the feed's own thread: whoever has work to do puts it into
 * a queue.
 */
public interface EstateListener {
  /** Called once, before any event: what is known at this moment. */
  void startingFrom(Estate estate);

  /** What came next. */
  void seen(EstateEvent event);
}
