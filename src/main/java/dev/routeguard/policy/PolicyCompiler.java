package dev.routeguard.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.routeguard.check.Catalogue;
import dev.routeguard.check.Check;
import dev.routeguard.check.ConfiguredCheck;
import dev.routeguard.check.HostPatterns;
import dev.routeguard.check.NotYet;
import dev.routeguard.check.Parameters;
import dev.routeguard.check.Severity;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.Operation;
import dev.routeguard.policy.PolicyDefinition.CheckEntry;
import dev.routeguard.policy.PolicyDefinition.Requires;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a policy as written into one that can be asked, or says what is wrong with it, every
 * problem at once. Runs when a policy is written, never while a change waits.
 */
public final class PolicyCompiler {
  /** As many first letters in common are a slip of the pen. */
  private static final int SIMILAR = 5;

  private final Catalogue catalogue;
  private final ExpressionCompiler expressions;

  public PolicyCompiler(Catalogue catalogue, ExpressionCompiler expressions) {
    this.catalogue = catalogue;
    this.expressions = expressions;
  }

  /** What came of compiling a policy. */
  public sealed interface Result {
    /** A policy that can be asked. */
    record Compiled(CompiledPolicy policy) implements Result {}

    /** Why there is none; at least one problem. */
    record Refused(List<PolicyProblem> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }

    /** The policy, where there is one. */
    default Optional<CompiledPolicy> compiled() {
      return this instanceof Compiled compiled ? Optional.of(compiled.policy()) : Optional.empty();
    }

    /** The problems, none where there is a policy. */
    default List<PolicyProblem> problems() {
      return this instanceof Refused refused ? refused.problems : List.of();
    }
  }

  public Result compile(PolicyDefinition definition) {
    var compilation = new Compilation(definition);
    var policy = compilation.policy();
    var problems = compilation.problems.all();
    return problems.isEmpty() ? new Result.Compiled(policy) : new Result.Refused(problems);
  }

  /** One policy on its way. */
  private final class Compilation {
    private final PolicyDefinition definition;
    private final Problems problems = new Problems();
    private final ExpressionReading reading;
    private final List<ConfiguredCheck> checks = new ArrayList<>();
    private final List<CelCheck> cel = new ArrayList<>();

    Compilation(PolicyDefinition definition) {
      this.definition = definition;
      this.reading =
          new ExpressionReading(definition.id(), definition.cel(), expressions, problems);
    }

    CompiledPolicy policy() {
      var names = readChecks();
      var mode = problems.choice("spec.mode", Mode.values(), definition.mode(), Mode.AUDIT);
      var clauses = new ClauseReading(definition.id(), mode, names, problems);
      return new CompiledPolicy(
          definition.id(),
          mode,
          problems.choice(
              "spec.failurePolicy",
              FailurePolicy.values(),
              definition.failurePolicy(),
              FailurePolicy.IGNORE),
          severity(),
          definition.title(),
          definition.remedy(),
          definition.docsUrl(),
          match(definition.match()),
          checks,
          cel,
          requirements(),
          reading.context(),
          clauses.read(definition.schedule(), definition.exceptions()));
    }

    private Requirements requirements() {
      var requires = definition.requires();
      return new Requirements(
          requires.approvals(), requires.group(), ticket(requires.ticket()), requires.checklist());
    }

    private @Nullable Pattern ticket(String regex) {
      if (regex.isEmpty()) {
        return null;
      }
      if (RegexSize.estimate(regex) > ExpressionLimits.standard().regexSize()) {
        problem("spec.requires.ticket", "is too large with its counts written out");
        return null;
      }
      try {
        return Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        problem("spec.requires.ticket", "is no regular expression of RE2: " + e.getMessage());
        return null;
      }
    }

    private @Nullable Severity severity() {
      return definition.severity().isEmpty()
          ? null
          : problems.choice(
              "spec.severity", Severity.values(), definition.severity(), Severity.HIGH);
    }

    private void problem(String field, String message) {
      problems.add(field, message);
    }

    private PolicyMatch match(PolicyDefinition.Match match) {
      if (definition.id().isNamespaced() && !match.namespaces().isEmpty()) {
        problem("spec.match.namespaces", "a RoutePolicy governs its own namespace only");
      }
      if (definition.id().isNamespaced() && !match.namespaceSelector().isEmpty()) {
        problem("spec.match.namespaceSelector", "a RoutePolicy governs its own namespace only");
      }
      return new PolicyMatch(
          kinds(match.kinds()),
          Set.copyOf(new HashSet<>(match.namespaces())),
          match.namespaceSelector(),
          match.objectSelector(),
          HostPatterns.of(match.hosts()),
          new HashSet<>(match.classes()),
          operations(match.operations()),
          new HashSet<>(match.users()),
          new HashSet<>(match.groups()),
          new HashSet<>(match.exceptUsers()),
          new HashSet<>(match.exceptGroups()));
    }

    private Set<Kind> kinds(List<String> names) {
      var kinds = EnumSet.noneOf(Kind.class);
      for (int i = 0; i < names.size(); i++) {
        kinds.add(
            problems.choice(
                "spec.match.kinds[%d]".formatted(i), Kind.values(), names.get(i), Kind.INGRESS));
      }
      return kinds;
    }

    private Set<Operation> operations(List<String> names) {
      var operations = EnumSet.noneOf(Operation.class);
      for (int i = 0; i < names.size(); i++) {
        operations.add(
            problems.choice(
                "spec.match.operations[%d]".formatted(i),
                Operation.values(),
                names.get(i),
                Operation.UPDATE));
      }
      return operations;
    }

    /** The names of all of them. */
    private Set<String> readChecks() {
      if (definition.checks().isEmpty()
          && definition.cel().validations().isEmpty()
          && definition.requires().equals(Requires.NOTHING)) {
        problem("spec.checks", "holds no check, and spec.requires requires nothing");
      }
      var names = new HashSet<String>();
      for (int i = 0; i < definition.checks().size(); i++) {
        var entry = definition.checks().get(i);
        var field = "spec.checks[%d]".formatted(i);
        if (!names.add(entry.name())) {
          problem(field + ".name", "%s stands there twice".formatted(entry.name()));
        }
        if (entry.expression().isEmpty()) {
          builtIn(field, entry).ifPresent(checks::add);
        } else {
          expression(field, entry).ifPresent(cel::add);
        }
      }
      cel.addAll(reading.validations());
      cel.forEach(check -> names.add(check.name()));
      return names;
    }

    private Optional<ConfiguredCheck> builtIn(String field, CheckEntry entry) {
      if (!entry.message().isEmpty()
          || !entry.messageExpression().isEmpty()
          || !entry.fieldPath().isEmpty()) {
        problem(
            field, "message and fieldPath are for expressions; built-in checks bring their own");
      }
      var check = catalogue.find(entry.name());
      if (check.isEmpty()) {
        problem(
            field + ".name",
            "no check is called \"%s\"%s".formatted(entry.name(), suggestion(entry.name())));
      }
      return check.map(found -> configured(field, found, entry.parameters()));
    }

    private ConfiguredCheck configured(String field, Check check, Map<String, Object> given) {
      var reading = Parameters.read(check.description(), given);
      reading.problems().forEach(text -> problem(field + ".parameters", text));
      return new ConfiguredCheck(check, reading.parameters());
    }

    private String suggestion(String name) {
      return NotYet.find(name)
          .map(one -> ": it waits for %s and can't be selected yet".formatted(one.waitsFor()))
          .orElseGet(() -> similar(name));
    }

    private String similar(String name) {
      var names = catalogue.all().stream().map(Check::name).toList();
      return names.stream()
          .filter(known -> known.contains(name) || name.contains(known))
          .min(Comparator.comparing(String::length))
          .or(() -> sameBeginning(name, names))
          .map("; did you mean %s?"::formatted)
          .orElse("");
    }

    // People get the end of a long name wrong.
    private static Optional<String> sameBeginning(String name, List<String> names) {
      return names.stream()
          .max(Comparator.comparing(known -> commonBeginning(known, name)))
          .filter(known -> commonBeginning(known, name) >= SIMILAR);
    }

    private static int commonBeginning(String one, String other) {
      int length = 0;
      while (length < Math.min(one.length(), other.length())
          && one.charAt(length) == other.charAt(length)) {
        length++;
      }
      return length;
    }

    private Optional<CelCheck> expression(String field, CheckEntry entry) {
      if (!entry.parameters().isEmpty()) {
        problem(field + ".parameters", "belong to a built-in check, not to an expression");
      }
      if (catalogue.find(entry.name()).isPresent()) {
        problem(field + ".name", "%s is a built-in check".formatted(entry.name()));
      }
      return reading.check(field, entry);
    }
  }
}
