package dev.routeguard.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches one evaluation from node to node and ends it where it costs too much. The library bounds
 * iterations; this bounds what single calls can do with large arguments, and the time: that of this
 * evaluation, and that of all evaluations of a policy about one change.
 */
final class EvaluationBudget implements CelEvaluationListener {
  private final Map<Long, ArgumentGuard.Place> guards;
  private final ExpressionLimits limits;
  private final Spending spending;
  private final long startedAt = System.nanoTime();
  private final long spentAtStart;
  private final Map<Long, Integer> subjects = new HashMap<>();
  private long deadline;

  EvaluationBudget(
      Map<Long, ArgumentGuard.Place> guards, ExpressionLimits limits, Spending spending) {
    this.guards = guards;
    this.limits = limits;
    this.spending = spending;
    this.spentAtStart = spending.nanos();
    this.deadline = limits.time().toNanos();
    checkWhole(spentAtStart);
  }

  @Override
  public void callback(CelExpr node, Object value) {
    checkTime();
    if (value instanceof String text && text.length() > ArgumentGuard.MAX_WEIGHT) {
      throw new BudgetExceeded("a text of %d characters".formatted(text.length()));
    }
    if (value instanceof List<?> list && list.size() > limits.elements()) {
      throw new BudgetExceeded("a list of %d elements".formatted(list.size()));
    }
    var place = guards.get(node.id());
    if (place != null) {
      place.guard().check(value, limits);
      checkSearch(place, value);
    }
  }

  /** A search takes as long as the text is long, times the size of the pattern. */
  private void checkSearch(ArgumentGuard.Place place, Object value) {
    if (!(value instanceof String text)) {
      return;
    }
    if (place.guard() == ArgumentGuard.SUBJECT) {
      subjects.put(place.call(), text.length());
    } else if (place.guard() == ArgumentGuard.REGEX
        && RegexSize.estimate(text) * subjects.getOrDefault(place.call(), 0) > limits.search()) {
      throw new BudgetExceeded("a search in a text of this length with a pattern of this size");
    }
  }

  private void checkTime() {
    var elapsed = System.nanoTime() - startedAt;
    if (elapsed < deadline) {
      return;
    }
    var spent = spending.nanos();
    var used = spent - spentAtStart;
    if (used >= limits.time().toNanos()) {
      throw new BudgetExceeded("more than " + limits.time().toMillis() + " ms");
    }
    checkWhole(spent);
    deadline = elapsed + limits.time().toNanos() - used;
  }

  private void checkWhole(long spent) {
    if (spent >= limits.together().toNanos()) {
      throw new BudgetExceeded(
          "the expressions of this policy together took more than %d ms"
              .formatted(limits.together().toMillis()));
    }
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
