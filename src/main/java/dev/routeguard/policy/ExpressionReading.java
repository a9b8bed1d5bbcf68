package dev.routeguard.policy;

import dev.routeguard.policy.ExpressionCompiler.Compilation;
import dev.routeguard.policy.ExpressionCompiler.ResultType;
import dev.routeguard.policy.PolicyDefinition.Cel;
import dev.routeguard.policy.PolicyDefinition.CheckEntry;
import dev.routeguard.policy.PolicyDefinition.Named;
import dev.routeguard.policy.PolicyParams.FromConfigMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Reads the expressions of one policy: those of its checks, and what is written as in a
 * ValidatingAdmissionPolicy. A variable may read those written before it.
 */
final class ExpressionReading {
  private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]{0,62}";

  private final PolicyId policy;
  private final Cel cel;
  private final Problems problems;
  private final LinkedHashMap<String, Expression> variables = new LinkedHashMap<>();
  private ExpressionCompiler compiler;

  ExpressionReading(PolicyId policy, Cel cel, ExpressionCompiler compiler, Problems problems) {
    this.policy = policy;
    this.cel = cel;
    this.compiler = compiler;
    this.problems = problems;
    readVariables();
  }

  private void readVariables() {
    for (int i = 0; i < cel.variables().size(); i++) {
      var variable = cel.variables().get(i);
      var field = "spec.variables[%d]".formatted(i);
      var name = "variables." + variable.name();
      if (!variable.name().matches(IDENTIFIER)) {
        problems.add(field + ".name", "\"%s\" is no identifier".formatted(variable.name()));
      } else if (variables.containsKey(name)) {
        problems.add(field + ".name", "%s stands there twice".formatted(variable.name()));
      } else {
        compiled(field + ".expression", variable.expression(), ResultType.ANYTHING)
            .ifPresent(meaning -> know(name, meaning));
      }
    }
  }

  private void know(String name, Expression meaning) {
    variables.put(name, meaning);
    compiler = compiler.knowing(name, meaning);
  }

  CelContext context() {
    var conditions = new ArrayList<NamedExpression>();
    for (int i = 0; i < cel.conditions().size(); i++) {
      Named condition = cel.conditions().get(i);
      compiled(
              "spec.matchConditions[%d].expression".formatted(i),
              condition.expression(),
              ResultType.BOOLEAN)
          .ifPresent(found -> conditions.add(new NamedExpression(condition.name(), found)));
    }
    return new CelContext(variables, conditions, params());
  }

  private PolicyParams params() {
    if (cel.inline() != null) {
      if (!cel.configMap().isEmpty()) {
        problems.add("spec.params", "either inline or configMap, not both");
      }
      return new PolicyParams.Inline(cel.inline());
    }
    return cel.configMap().isEmpty() ? new PolicyParams.None() : configMap();
  }

  private PolicyParams configMap() {
    var field = "spec.params.configMap.namespace";
    if (!policy.isNamespaced()) {
      if (cel.configMapNamespace().isEmpty()) {
        problems.add(field, "is missing: a ClusterRoutePolicy has no namespace of its own");
      }
      return new FromConfigMap(cel.configMapNamespace(), cel.configMap());
    }
    if (!cel.configMapNamespace().isEmpty()
        && !cel.configMapNamespace().equals(policy.namespace())) {
      problems.add(field, "a RoutePolicy reads nothing outside of its own namespace");
    }
    return new FromConfigMap(policy.namespace(), cel.configMap());
  }

  /** {@code spec.validations}, named by their place. */
  List<CelCheck> validations() {
    var checks = new ArrayList<CelCheck>();
    for (int i = 0; i < cel.validations().size(); i++) {
      var validation = cel.validations().get(i);
      check("spec.validations[%d]".formatted(i), CheckEntry.validation(nameOf(i), validation))
          .ifPresent(checks::add);
    }
    return checks;
  }

  static String nameOf(int validation) {
    return "validation-" + (validation + 1);
  }

  /** One of {@code spec.checks} that is an expression. */
  Optional<CelCheck> check(String field, CheckEntry entry) {
    var condition = compiled(field + ".expression", entry.expression(), ResultType.BOOLEAN);
    var message =
        entry.messageExpression().isEmpty()
            ? Optional.<Expression>empty()
            : compiled(field + ".messageExpression", entry.messageExpression(), ResultType.TEXT);
    return condition.map(
        found ->
            new CelCheck(
                entry.name(), found, entry.fieldPath(), message(entry), message.orElse(null)));
  }

  private static String message(CheckEntry entry) {
    return entry.message().isEmpty()
        ? "failed expression: " + entry.expression().strip()
        : entry.message();
  }

  private Optional<Expression> compiled(String field, String source, ResultType type) {
    var result = compiler.compile(source, type);
    if (result instanceof Compilation.Refused refused) {
      problems.add(field, refused.problem());
      return Optional.empty();
    }
    return Optional.of(((Compilation.Compiled) result).expression());
  }
}
