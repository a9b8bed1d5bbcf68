package dev.routeguard.estate;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Before and after of one object, with who, where and when.
 *
 * @param before the object as it was; null exactly where the operation is CREATE
 * @param after the object as it will be or is; null exactly where the operation is DELETE
 * @param dryRun true where the API server only tries the change
 * @param at when the change was asked for or seen
 */
public record Change(
    Operation operation,
    @Nullable KubernetesObject before,
    @Nullable KubernetesObject after,
    Actor actor,
    Origin origin,
    boolean dryRun,
    Instant at) {

  public Change {
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(at, "at");
    if ((before == null) != (operation == Operation.CREATE)) {
      throw new IllegalArgumentException(operation + " with before=" + before);
    }
    if ((after == null) != (operation == Operation.DELETE)) {
      throw new IllegalArgumentException(operation + " with after=" + after);
    }
    if (before != null && after != null && !before.ref().equals(after.ref())) {
      throw new IllegalArgumentException("before is " + before.ref() + ", after is " + after.ref());
    }
  }

  /** A change between two states of which at least one exists; the operation follows from which. */
  public static Change between(
      @Nullable KubernetesObject before,
      @Nullable KubernetesObject after,
      Actor actor,
      Origin origin,
      Instant at) {
    var operation =
        before == null ? Operation.CREATE : after == null ? Operation.DELETE : Operation.UPDATE;
    return new Change(operation, before, after, actor, origin, false, at);
  }

  /** The object that exists before or after; after where both do. */
  public KubernetesObject subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  public ObjectRef ref() {
    return subject().ref();
  }
}
