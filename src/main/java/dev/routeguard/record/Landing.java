package dev.routeguard.record;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change that landed and is not judged yet.
 *
 * @param before the state before it; null where there was none
 * @param after null where the object is gone
 * @param at when it was seen
 * @param isLate whether it landed while nobody watched, so that no other replica can know more
 */
record Landing(
    ObjectRef ref,
    @Nullable KubernetesObject before,
    @Nullable KubernetesObject after,
    Instant at,
    boolean isLate) {
  Landing {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(at, "at");
    if (before == null && after == null) {
      throw new IllegalArgumentException(ref + " neither before nor after");
    }
  }

  String recordName() {
    return RecordName.ofLanded(ref, before, after);
  }

  KubernetesObject subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }
}
