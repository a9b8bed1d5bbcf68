package dev.routeguard.review;

import dev.routeguard.check.Rules;
import dev.routeguard.check.Scope;
import dev.routeguard.check.StateCheck;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.policy.CelCheck;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Expression.Result;
import dev.routeguard.policy.ExpressionVariables;
import dev.routeguard.routing.RouteTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one check of a policy says of an object as it stands.
 *
 * @param check name of the check or expression
 * @param words what it saw
 */
public record StandingAnswer(String check, Kind kind, String words) {
  /** What sort of answer it is. */
  public enum Kind {
    FINE,
    VIOLATED,
    ERROR,
    /** It compares before and after, so that only a change can be asked about. */
    ABOUT_CHANGES
  }

  /** Of every check of a policy, in its order. */
  public static List<StandingAnswer> of(
      CompiledPolicy policy,
      Supplier<Object> params,
      KubernetesObject object,
      RouteTables tables,
      Instant at) {
    var answers = new ArrayList<StandingAnswer>();
    var scope = new Scope(tables, Set.of(object.ref()), Optional.of(at));
    for (var check : policy.checks()) {
      var name = check.check().name();
      if (!(check.check() instanceof StateCheck)) {
        answers.add(new StandingAnswer(name, Kind.ABOUT_CHANGES, "is about changes alone"));
        continue;
      }
      var found = Attempt.at(() -> Rules.standing(check, scope));
      found.problem().ifPresent(why -> answers.add(new StandingAnswer(name, Kind.ERROR, why)));
      found
          .value()
          .map(
              findings ->
                  findings.isEmpty()
                      ? new StandingAnswer(name, Kind.FINE, "finds nothing")
                      : new StandingAnswer(
                          name,
                          Kind.VIOLATED,
                          String.join(
                              "; ",
                              findings.stream()
                                  .map(one -> one.severity() + ": " + one.message())
                                  .toList())))
          .ifPresent(answers::add);
    }
    var variables =
        ExpressionVariables.standing(object, tables, params).with(policy.context().variables());
    policy
        .expressions()
        .forEach(check -> answers.add(of(check, check.condition().evaluate(variables))));
    return List.copyOf(answers);
  }

  private static StandingAnswer of(CelCheck check, Result result) {
    var reads = check.condition().variables();
    if (!ExpressionVariables.isOfObjectAlone(reads)) {
      return new StandingAnswer(
          check.name(),
          Kind.ABOUT_CHANGES,
          "is about changes, as it reads " + String.join(", ", reads.stream().sorted().toList()));
    }
    if (result instanceof Result.Failure failure) {
      return new StandingAnswer(check.name(), Kind.ERROR, failure.why());
    }
    var value = ((Result.Value) result).value();
    return value.equals(true)
        ? new StandingAnswer(check.name(), Kind.FINE, "is true")
        : new StandingAnswer(check.name(), Kind.VIOLATED, "is " + value + ": " + check.message());
  }
}
