package dev.routeguard.watch;

import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the watch shows, in the one order that all listeners share. */
public sealed interface EstateEvent {

  /**
   * An object appeared, became another, or vanished.
   *
   * @param before the state the watch showed last; null where there was none
   * @param after null where the object is gone
   * @param at when it was seen
   */
  record Changed(
      ObjectRef ref,
      @Nullable KubernetesObject before,
      @Nullable KubernetesObject after,
      Instant at)
      implements EstateEvent {
    public Changed {
      Objects.requireNonNull(ref, "ref");
      Objects.requireNonNull(at, "at");
    }
  }

  /** From here on the Estate holds all objects of the kind; before, absence meant nothing. */
  record KindListed(Kind kind, EstateSettings settings) implements EstateEvent {}

  /**
   * The API server serves the kind no longer. Its objects left the Estate with it, which is a fact
   * about the server and nobody's deletion.
   */
  record KindGone(Kind kind, EstateSettings settings) implements EstateEvent {}
}
