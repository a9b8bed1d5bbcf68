package dev.routeguard.review;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value, or why there is none. A check that crashes on some object nobody thought of must not
 * take the whole review with it, and must not count as nothing found.
 */
record Attempt<T>(@Nullable T found, String failure) {

  static <T> Attempt<T> at(Supplier<T> work) {
    try {
      return new Attempt<>(work.get(), "");
    } catch (RuntimeException e) {
      return new Attempt<>(null, words(e));
    } catch (StackOverflowError e) {
      return new Attempt<>(null, "nested too deeply");
    }
  }

  private static String words(RuntimeException e) {
    var where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    return e.getClass().getSimpleName()
        + (e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse(""))
        + where;
  }

  Optional<T> value() {
    return Optional.ofNullable(found);
  }

  Optional<String> problem() {
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }
}
