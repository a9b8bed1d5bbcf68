package dev.routeguard.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.routeguard.policy.EvaluationBudget.BudgetExceeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an argument of a costly function may be. Checked after the argument is evaluated and before
 * the function runs.
 */
enum ArgumentGuard {
  /** A pattern: RE2 would compile it before anybody measures. */
  REGEX {
    @Override
    void check(Object value, ExpressionLimits limits) {
      if (value instanceof String pattern && RegexSize.estimate(pattern) > limits.regexSize()) {
        throw new BudgetExceeded("a regular expression that compiles too large");
      }
    }
  },
  /** How many elements to make. */
  COUNT {
    @Override
    void check(Object value, ExpressionLimits limits) {
      if (value instanceof Long count && count > limits.iterations()) {
        throw new BudgetExceeded("a list of %d elements".formatted(count));
      }
    }
  },
  /** A text that is repeated as often as another is long. */
  REPEATED {
    @Override
    void check(Object value, ExpressionLimits limits) {
      if (value instanceof String text && text.length() > MAX_REPEATED) {
        throw new BudgetExceeded("a replacement of %d characters".formatted(text.length()));
      }
    }
  },
  /** A list that is compared with another, element by element. */
  COMPARED {
    @Override
    void check(Object value, ExpressionLimits limits) {
      if (value instanceof List<?> list && list.size() > MAX_COMPARED) {
        throw new BudgetExceeded("a set of %d elements".formatted(list.size()));
      }
      WALKED.check(value, limits);
    }
  },
  /** A value that is walked to its leaves; shared parts count each time they are reached. */
  WALKED {
    @Override
    void check(Object value, ExpressionLimits limits) {
      if (weigh(value, 0) > MAX_WEIGHT) {
        throw new BudgetExceeded("a value of more than %d parts".formatted(MAX_WEIGHT));
      }
    }
  };

  static final int MAX_WEIGHT = 1_000_000;
  private static final int MAX_REPEATED = 64;
  private static final int MAX_COMPARED = 1_000;

  abstract void check(Object value, ExpressionLimits limits);

  /** The guards of an expression's nodes, by node id. */
  static Map<Long, ArgumentGuard> of(List<CelExpr> nodes) {
    var guards = new HashMap<Long, ArgumentGuard>();
    for (var node : nodes) {
      if (node.getKind() == CelExpr.ExprKind.Kind.CALL) {
        guard(node.call(), guards);
      }
    }
    return Map.copyOf(guards);
  }

  private static void guard(CelCall call, Map<Long, ArgumentGuard> guards) {
    var arguments = new ArrayList<CelExpr>();
    // regex.extract(...) is a call on the namespace, whose name is no argument.
    call.target().filter(target -> !isNamespace(target)).ifPresent(arguments::add);
    arguments.addAll(call.args());
    var function = name(call);
    switch (function) {
      case "matches", "regex.extract", "regex.extractAll" -> at(arguments, 1, REGEX, guards);
      case "regex.replace" -> {
        at(arguments, 1, REGEX, guards);
        at(arguments, 2, REPEATED, guards);
      }
      case "lists.range" -> at(arguments, 0, COUNT, guards);
      case "replace" -> at(arguments, 2, REPEATED, guards);
      case "join" -> {
        at(arguments, 0, WALKED, guards);
        at(arguments, 1, REPEATED, guards);
      }
      case "distinct", "sets.contains", "sets.equivalent", "sets.intersects" ->
          arguments.forEach(argument -> guards.put(argument.id(), COMPARED));
      case "_==_", "_!=_", "@in", "flatten", "sort", "string" ->
          arguments.forEach(argument -> guards.putIfAbsent(argument.id(), WALKED));
      default -> {}
    }
  }

  private static boolean isNamespace(CelExpr target) {
    return target.getKind() == CelExpr.ExprKind.Kind.IDENT
        && List.of("regex", "lists", "sets").contains(target.ident().name());
  }

  private static String name(CelCall call) {
    return call.target()
        .filter(ArgumentGuard::isNamespace)
        .map(target -> target.ident().name() + "." + call.function())
        .orElse(call.function());
  }

  private static void at(
      List<CelExpr> arguments, int index, ArgumentGuard guard, Map<Long, ArgumentGuard> guards) {
    if (index < arguments.size()) {
      guards.put(arguments.get(index).id(), guard);
    }
  }

  private static int weigh(Object value, int so) {
    var weight = so + 1;
    if (value instanceof String text) {
      return weight + text.length();
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size() && weight <= MAX_WEIGHT; i++) {
        weight = weigh(list.get(i), weight);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        if (weight > MAX_WEIGHT) {
          return weight;
        }
        weight = weigh(entry.getValue(), weigh(entry.getKey(), weight));
      }
    }
    return weight;
  }
}
