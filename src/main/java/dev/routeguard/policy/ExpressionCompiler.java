package dev.routeguard.policy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions of the Common Expression Language with the variables of {@link
 * ExpressionVariables}, named as in ValidatingAdmissionPolicy. Off the hot path: the first takes a
 * second, later ones milliseconds. The standard runtime, not the planner: that one adapts the whole
 * object again for each evaluation.
 */
public final class ExpressionCompiler {
  private static final CelType MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);
  private static final CelType LISTS = MapType.create(SimpleType.STRING, ListType.create(MAP));

  private final ExpressionLimits limits;
  private @Nullable Cel cel;

  public ExpressionCompiler(ExpressionLimits limits) {
    this.limits = limits;
  }

  /** Made when the first expression comes: whoever has none starts a second earlier. */
  private synchronized Cel cel() {
    if (cel == null) {
      cel = environment(limits);
    }
    return cel;
  }

  /**
   * The expression, or why it is none.
   *
   * @param type what it must give
   */
  public Compilation compile(String source, ResultType type) {
    try {
      var ast = cel().compile(source).getAst();
      return type.accepts(ast.getResultType())
          ? new Compilation.Compiled(program(source, ast))
          : new Compilation.Refused(
              "must give %s, but gives %s".formatted(type.inWords(), ast.getResultType().name()));
    } catch (CelValidationException e) {
      return new Compilation.Refused(e.getMessage());
    } catch (CelEvaluationException e) {
      return new Compilation.Refused(e.getMessage());
    } catch (StackOverflowError e) {
      return new Compilation.Refused("is nested too deeply");
    }
  }

  private Expression program(String source, CelAbstractSyntaxTree ast)
      throws CelEvaluationException {
    var nodes =
        CelNavigableAst.fromAst(ast).getRoot().allNodes().map(CelNavigableExpr::expr).toList();
    var variables =
        nodes.stream()
            .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
            .map(node -> node.ident().name())
            .filter(ExpressionVariables.NAMES::contains)
            .collect(Collectors.toUnmodifiableSet());
    var program = cel().createProgram(ast);
    return new CelExpression(source, variables, program, ArgumentGuard.of(nodes), limits);
  }

  private static Cel environment(ExpressionLimits limits) {
    var options =
        CelOptions.current()
            .maxExpressionCodePointSize(limits.characters())
            .maxParseRecursionDepth(limits.depth())
            .comprehensionMaxIterations(limits.iterations())
            .maxRegexProgramSize(limits.regexSize())
            .enableHeterogeneousNumericComparisons(true)
            .build();
    return CelFactory.standardCelBuilder()
        .setOptions(options)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addVar(ExpressionVariables.OBJECT, SimpleType.DYN)
        .addVar(ExpressionVariables.OLD_OBJECT, SimpleType.DYN)
        .addVar(ExpressionVariables.REQUEST, MAP)
        .addVar(ExpressionVariables.DIFF, LISTS)
        .addVar(ExpressionVariables.IMPACT, MAP)
        .addCompilerLibraries(
            CelExtensions.strings(),
            CelExtensions.math(),
            CelExtensions.sets(options),
            CelExtensions.lists(),
            CelExtensions.regex(),
            CelExtensions.encoders(options),
            CelExtensions.bindings(),
            CelExtensions.optional())
        .addRuntimeLibraries(
            CelExtensions.strings(),
            CelExtensions.math(),
            CelExtensions.sets(options),
            CelExtensions.lists(),
            CelExtensions.regex(),
            CelExtensions.encoders(options),
            CelExtensions.optional())
        .build();
  }

  /** What an expression must give. A value known only at run time is checked then. */
  public enum ResultType {
    BOOLEAN("true or false", SimpleType.BOOL),
    TEXT("a text", SimpleType.STRING);

    private final String inWords;
    private final CelType type;

    ResultType(String inWords, CelType type) {
      this.inWords = inWords;
      this.type = type;
    }

    String inWords() {
      return inWords;
    }

    boolean accepts(CelType given) {
      return given.equals(type) || given.equals(SimpleType.DYN);
    }
  }

  private record CelExpression(
      String source,
      Set<String> variables,
      CelRuntime.Program program,
      Map<Long, ArgumentGuard> guards,
      ExpressionLimits limits)
      implements Expression {

    @Override
    public Result evaluate(Map<String, Object> values) {
      try {
        return new Result.Value(program.trace(values, new EvaluationBudget(guards, limits)));
      } catch (CelEvaluationException e) {
        return new Result.Failure(firstLine(e));
      } catch (RuntimeException e) {
        return new Result.Failure(e.getClass().getSimpleName() + ": " + firstLine(e));
      } catch (StackOverflowError e) {
        return new Result.Failure("evaluation nested too deeply");
      }
    }

    private static String firstLine(Exception e) {
      var message = String.valueOf(e.getMessage());
      return Arrays.asList(message.split("\n", 2)).get(0);
    }
  }

  /** What came of compiling. */
  public sealed interface Compilation {
    /** An expression that can be asked. */
    record Compiled(Expression expression) implements Compilation {}

    /** Why there is none, with line, column and caret where they are known. */
    record Refused(String problem) implements Compilation {}
  }
}
