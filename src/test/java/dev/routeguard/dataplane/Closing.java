package dev.routeguard.dataplane;

import org.jspecify.annotations.Nullable;

/** Ends what was started, as far as it was. */
final class Closing {
  private Closing() {}

  static void all(@Nullable AutoCloseable... started) {
    RuntimeException failure = null;
    for (AutoCloseable one : started) {
      try {
        if (one != null) {
          one.close();
        }
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException("could not end " + one, e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
