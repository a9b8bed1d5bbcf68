package dev.routeguard.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/**
 * Watches one evaluation from node to node and ends it where it costs too much. The library bounds
 * iterations; this bounds what single calls can do with large arguments, and the time. The time is
 * this thread's own, so that a busy machine does not turn good expressions into errors.
 */
final class EvaluationBudget implements CelEvaluationListener {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Long, ArgumentGuard> guards;
  private final ExpressionLimits limits;
  private final long startedAt = System.nanoTime();
  private final long cpuAtStart = cpuNanos();
  private long deadline;

  EvaluationBudget(Map<Long, ArgumentGuard> guards, ExpressionLimits limits) {
    this.guards = guards;
    this.limits = limits;
    this.deadline = limits.time().toNanos();
  }

  @Override
  public void callback(CelExpr node, Object value) {
    checkTime();
    if (value instanceof String text && text.length() > ArgumentGuard.MAX_WEIGHT) {
      throw new BudgetExceeded("a text of %d characters".formatted(text.length()));
    }
    var guard = guards.get(node.id());
    if (guard != null) {
      guard.check(value, limits);
    }
  }

  private void checkTime() {
    var elapsed = System.nanoTime() - startedAt;
    if (elapsed < deadline) {
      return;
    }
    var used = cpuNanos() - cpuAtStart;
    if (used >= limits.time().toNanos()) {
      throw new BudgetExceeded("more than " + limits.time().toMillis() + " ms");
    }
    deadline = elapsed + limits.time().toNanos() - used;
  }

  private static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  /** Carries the reason through the library, which wraps it. */
  static final class BudgetExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetExceeded(String what) {
      // No stack trace: it is thrown to stop, and tells nothing that the message does not.
      super("budget exceeded: " + what, null, false, false);
    }
  }
}
