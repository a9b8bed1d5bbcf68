package dev.routeguard.record;

import java.util.function.Supplier;

/**
 * Ends the process at a chosen call to the API server: before it is made, or after it took effect.
 */
public final class Fuse {
  private int calls;
  private int fatal = Integer.MAX_VALUE;
  private boolean takesEffect;

  /** Never blows, until told. */
  public static Fuse none() {
    return new Fuse();
  }

  /** Blows at the so-manieth call from now on, counted from 1. */
  public void blowAt(int call, boolean afterItTookEffect) {
    calls = 0;
    fatal = call;
    takesEffect = afterItTookEffect;
  }

  /** Whether so many calls were made that it blew. */
  public boolean hasBlown() {
    return calls >= fatal;
  }

  /** Never again. */
  public void mend() {
    fatal = Integer.MAX_VALUE;
  }

  public <T> T call(Supplier<T> call) {
    calls++;
    if (calls == fatal && !takesEffect) {
      throw new Crash();
    }
    var result = call.get();
    if (calls == fatal) {
      throw new Crash();
    }
    return result;
  }

  public void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }
}
