package dev.routeguard.policy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/**
 * What evaluations have cost together, in time of the thread that evaluates: a busy machine must
 * not turn good expressions into errors. For one thread.
 */
final class Spending {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long spent;
  private int depth;
  private long startedAt;

  /** An evaluation begins, maybe inside another. */
  void begin() {
    if (depth++ == 0) {
      startedAt = cpuNanos();
    }
  }

  /** It ends. */
  void end() {
    if (--depth == 0) {
      spent += cpuNanos() - startedAt;
    }
  }

  /** What is done meanwhile for the sake of all counts for nobody. */
  <T> T without(Supplier<T> work) {
    var before = cpuNanos();
    try {
      return work.get();
    } finally {
      startedAt += cpuNanos() - before;
    }
  }

  /** Nanoseconds so far, the evaluation that goes on included. */
  long nanos() {
    return depth == 0 ? spent : spent + cpuNanos() - startedAt;
  }

  /** How many evaluations are inside each other. */
  int depth() {
    return depth;
  }

  private static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
