package dev.routeguard.policy;

import com.google.common.base.Suppliers;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
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
import dev.routeguard.policy.Bindings.ValueMissingException;
import dev.routeguard.policy.EvaluationBudget.BudgetExceeded;
import dev.routeguard.policy.library.FunctionLibrary;
import dev.routeguard.policy.library.OptionalIndexing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

  private static final List<String> WARMING =
      List.of(
          "object.a.exists(x, x == 'b') && object.a.all(x, x != 'c') && 'b' in object.a",
          "has(object.a) && object.?b.orValue('c') == 'c' && object.a.filter(x, x == 1).size() == 1",
          "'a'.matches('[a-z]') && 'ab'.startsWith('a') && 'a' + string(1) == 'a1' && int('1') < 2",
          "'%s'.format(['a']).split(',').join('') == 'a' && [1, 2].map(x, x + 1) == [2, 3]");

  private final ExpressionLimits limits;
  private final Supplier<Cel> cel;
  private final Map<String, Expression> composed;

  public ExpressionCompiler(ExpressionLimits limits) {
    // Made when the first expression comes: whoever has none starts a second earlier.
    this(limits, Suppliers.memoize(() -> warmed(environment(limits))), Map.of());
  }

  private ExpressionCompiler(
      ExpressionLimits limits, Supplier<Cel> cel, Map<String, Expression> composed) {
    this.limits = limits;
    this.cel = cel;
    this.composed = Map.copyOf(composed);
  }

  /**
   * A compiler that knows one more variable, by the type of what it stands for.
   *
   * @param name with dots where it has some, such as {@code variables.hosts}
   */
  ExpressionCompiler knowing(String name, Expression meaning) {
    var type = ((CelExpression) meaning).type();
    var more = new HashMap<>(composed);
    more.put(name, meaning);
    return new ExpressionCompiler(
        limits, Suppliers.memoize(() -> cel.get().toCelBuilder().addVar(name, type).build()), more);
  }

  /**
   * The expression, or why it is none.
   *
   * @param type what it must give
   */
  public Compilation compile(String source, ResultType type) {
    try {
      var ast = cel.get().compile(source).getAst();
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
    var program = cel.get().createProgram(OptionalIndexing.settled(ast));
    return new CelExpression(
        source, variables(ast), ast.getResultType(), program, ArgumentGuard.of(nodes), limits);
  }

  /** By what the checker took each name for: only it knows a variable from a field. */
  private Set<String> variables(CelAbstractSyntaxTree ast) {
    var read = new HashSet<String>();
    for (var reference : ast.getReferenceMap().values()) {
      var meaning = composed.get(reference.name());
      if (meaning != null) {
        read.addAll(meaning.variables());
      } else if (ExpressionVariables.NAMES.contains(reference.name())) {
        read.add(reference.name());
      }
    }
    return Set.copyOf(read);
  }

  /**
   * The first evaluations of a process load hundreds of classes, and would be taken for bombs. That
   * is done here, where nobody waits.
   */
  private static Cel warmed(Cel cel) {
    try {
      for (var source : WARMING) {
        var program = cel.createProgram(cel.compile(source).getAst());
        program.trace(name -> Optional.of(Map.of("a", List.of("b", 1L))), (node, value) -> {});
      }
      return cel;
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
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
    var kubernetes = FunctionLibrary.kubernetes().toArray(FunctionLibrary[]::new);
    return CelFactory.standardCelBuilder()
        .setOptions(options)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addVar(ExpressionVariables.OBJECT, SimpleType.DYN)
        .addVar(ExpressionVariables.OLD_OBJECT, SimpleType.DYN)
        .addVar(ExpressionVariables.NAMESPACE_OBJECT, SimpleType.DYN)
        .addVar(ExpressionVariables.PARAMS, SimpleType.DYN)
        .addVar(ExpressionVariables.REQUEST, MAP)
        .addVar(ExpressionVariables.ROUTES, LISTS)
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
            CelExtensions.comprehensions(),
            CelExtensions.optional())
        .addRuntimeLibraries(
            CelExtensions.strings(),
            CelExtensions.math(),
            CelExtensions.sets(options),
            CelExtensions.lists(),
            CelExtensions.regex(),
            CelExtensions.encoders(options),
            CelExtensions.comprehensions(),
            CelExtensions.optional())
        .addCompilerLibraries(kubernetes)
        .addRuntimeLibraries(kubernetes)
        .addRuntimeLibraries(new OptionalIndexing())
        .build();
  }

  /** What an expression must give. A value known only at run time is checked then. */
  public enum ResultType {
    BOOLEAN("true or false", SimpleType.BOOL),
    TEXT("a text", SimpleType.STRING),
    ANYTHING("anything", null);

    private final String inWords;
    private final @Nullable CelType type;

    ResultType(String inWords, @Nullable CelType type) {
      this.inWords = inWords;
      this.type = type;
    }

    String inWords() {
      return inWords;
    }

    boolean accepts(CelType given) {
      return type == null || given.equals(type) || given.equals(SimpleType.DYN);
    }
  }

  private record CelExpression(
      String source,
      Set<String> variables,
      CelType type,
      CelRuntime.Program program,
      Map<Long, ArgumentGuard.Place> guards,
      ExpressionLimits limits)
      implements Expression {
    private static final int DEEPEST = 16;

    @Override
    public Result evaluate(Bindings values) {
      var spending = values.spending();
      if (spending.depth() > DEEPEST) {
        return new Result.Failure("variables read each other more than %d deep".formatted(DEEPEST));
      }
      spending.begin();
      try {
        return new Result.Value(
            program.trace(values::find, new EvaluationBudget(guards, limits, spending)));
      } catch (CelEvaluationException e) {
        return new Result.Failure(reason(e));
      } catch (RuntimeException e) {
        return new Result.Failure(reason(e));
      } catch (StackOverflowError e) {
        return new Result.Failure("evaluation nested too deeply");
      } finally {
        spending.end();
      }
    }

    /** The library's own words, or those of a function of ours that it wraps. */
    private static String reason(Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BudgetExceeded || cause instanceof ValueMissingException) {
          return String.valueOf(cause.getMessage());
        }
      }
      var words = String.valueOf(e.getMessage()).split("\n", 2)[0];
      return e instanceof CelEvaluationException || e instanceof IllegalArgumentException
          ? words
          : e.getClass().getSimpleName() + ": " + words;
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
