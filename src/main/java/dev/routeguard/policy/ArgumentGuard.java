package dev.routeguard.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.routeguard.policy.EvaluationBudget.BudgetExceeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an argument of a costly function may be. Checked after the argument is evaluated and before
 * the function runs.
 */
enum ArgumentGuard {
  /** May be anything. */
  NONE {
    @Override
    void check(Object value, ExpressionLimits limits) {
      // Nothing to check.
    }
  },
  /** A pattern: RE2 would compile it before anybody measures. */
  REGEX {
    @Override
    void check(Object value, ExpressionLimits limits) {
      if (value instanceof String pattern && RegexSize.estimate(pattern) > limits.regexSize()) {
        throw new BudgetExceeded("a regular expression that compiles too large");
      }
    }
  },
  /** A text that is searched; judged together with the pattern. */
  SUBJECT {
    @Override
    void check(Object value, ExpressionLimits limits) {
      // Alone it costs nothing.
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

  /**
   * An argument that is guarded.
   *
   * @param call the call that it is one of, by node id
   */
  record Place(ArgumentGuard guard, long call) {}

  /** The guarded arguments of an expression's calls, by node id. */
  static Map<Long, Place> of(List<CelExpr> nodes) {
    var guards = new HashMap<Long, Place>();
    for (var node : nodes) {
      if (node.getKind() == CelExpr.ExprKind.Kind.CALL) {
        guard(node.id(), node.call(), guards);
      }
    }
    return Map.copyOf(guards);
  }

  private static void guard(long id, CelCall call, Map<Long, Place> guards) {
    var arguments = new ArrayList<CelExpr>();
    // regex.extract(...) is a call on the namespace, whose name is no argument.
    call.target().filter(target -> !isNamespace(target)).ifPresent(arguments::add);
    arguments.addAll(call.args());
    var wanted = guards(name(call), arguments.size());
    for (int i = 0; i < Math.min(wanted.size(), arguments.size()); i++) {
      if (wanted.get(i) != NONE) {
        guards.putIfAbsent(arguments.get(i).id(), new Place(wanted.get(i), id));
      }
    }
  }

  /** Of a function's arguments in order, the target of a method first. */
  private static List<ArgumentGuard> guards(String function, int arguments) {
    return switch (function) {
      case "matches", "regex.extract", "regex.extractAll", "find", "findAll" ->
          List.of(SUBJECT, REGEX);
      case "regex.replace" -> List.of(SUBJECT, REGEX, REPEATED);
      case "lists.range" -> List.of(COUNT);
      case "replace" -> List.of(NONE, NONE, REPEATED);
      case "join" -> List.of(WALKED, REPEATED);
      case "distinct", "sets.contains", "sets.equivalent", "sets.intersects" ->
          Collections.nCopies(arguments, COMPARED);
      case "_==_",
          "_!=_",
          "@in",
          "flatten",
          "sort",
          "string",
          "format",
          "indexOf",
          "lastIndexOf",
          "isSorted" ->
          Collections.nCopies(arguments, WALKED);
      default -> List.of();
    };
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
