package dev.routeguard.review;

import dev.routeguard.check.Finding;
import dev.routeguard.check.Novelty;
import dev.routeguard.check.Severity;
import dev.routeguard.check.Situation;
import dev.routeguard.check.Weighed;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Operation;
import dev.routeguard.policy.Bindings;
import dev.routeguard.policy.CelCheck;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Expression;
import dev.routeguard.policy.Expression.Result;
import dev.routeguard.policy.ExpressionVariables;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the expressions of one policy about one change. As in ValidatingAdmissionPolicy, true means
 * fine. Beyond it, the ratchet holds: an expression that is false for the object as it was, too,
 * finds something old.
 */
final class CelHearing {
  private static final Severity STANDARD = Severity.HIGH;

  private final CompiledPolicy policy;
  private final Change change;
  private final Situation situation;
  private final Supplier<Object> params;
  private final Bindings variables;
  private @Nullable Bindings before;

  CelHearing(CompiledPolicy policy, Change change, Situation situation, Supplier<Object> params) {
    this.policy = policy;
    this.change = change;
    this.situation = situation;
    this.params = params;
    this.variables =
        ExpressionVariables.of(change, situation, params).with(policy.context().variables());
  }

  /** What came of an expression: nothing asked, fine, a finding or an error. */
  record Answer(boolean isAnswer, Optional<Weighed> finding, Optional<String> error) {
    private static final Answer NOT_ASKED = new Answer(false, Optional.empty(), Optional.empty());
    private static final Answer FINE = new Answer(true, Optional.empty(), Optional.empty());

    private static Answer error(String why) {
      return new Answer(true, Optional.empty(), Optional.of(why));
    }

    private static Answer finding(Weighed finding) {
      return new Answer(true, Optional.of(finding), Optional.empty());
    }
  }

  /** Whether the policy has something to say about the change; not where that is not known. */
  record Match(boolean holds, Optional<String> error) {}

  /** By its match conditions: one that is false outweighs one that can't be evaluated. */
  Match matches() {
    var error = Optional.<String>empty();
    for (var condition : policy.context().conditions()) {
      var truth = truth(condition.expression());
      if (truth.isFalse()) {
        return new Match(false, Optional.empty());
      }
      if (error.isEmpty()) {
        error = truth.problem().map(why -> condition.name() + ": " + why);
      }
    }
    return new Match(error.isEmpty(), error);
  }

  Answer ask(CelCheck check) {
    if (!isAbout(check)) {
      return Answer.NOT_ASKED;
    }
    var truth = truth(check.condition());
    if (truth.problem().isPresent()) {
      return Answer.error(truth.problem().get());
    }
    return truth.isFalse()
        ? Answer.finding(new Weighed(finding(check), novelty(check)))
        : Answer.FINE;
  }

  // What is said of the new object alone can't be asked of an object that goes.
  private boolean isAbout(CelCheck check) {
    return change.operation() != Operation.DELETE
        || !ExpressionVariables.isOfObjectAlone(check.condition().variables());
  }

  /** True, false, or why it is neither. */
  private record Truth(boolean isFalse, Optional<String> problem) {}

  private Truth truth(Expression expression) {
    var result = expression.evaluate(variables);
    if (result instanceof Result.Failure failure) {
      return new Truth(false, Optional.of(failure.why()));
    }
    var value = ((Result.Value) result).value();
    return value instanceof Boolean truth
        ? new Truth(!truth, Optional.empty())
        : new Truth(false, Optional.of("gave " + typeOf(value) + ", not true or false"));
  }

  private static String typeOf(Object value) {
    return "a " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private Novelty novelty(CelCheck check) {
    if (change.operation() == Operation.UPDATE
        && check.condition().evaluate(before()) instanceof Result.Value value
        && value.value().equals(false)) {
      return Novelty.STANDING;
    }
    return situation.isFactsOnly() ? Novelty.FACT : Novelty.ADDED;
  }

  private Bindings before() {
    if (before == null) {
      before =
          ExpressionVariables.before(change, situation, params).with(policy.context().variables());
    }
    return before;
  }

  private Finding finding(CelCheck check) {
    return new Finding(
        check.name(),
        STANDARD,
        change.ref(),
        "",
        check.fieldPath(),
        message(check),
        policy.remedy(),
        "");
  }

  private String message(CelCheck check) {
    if (check.messageExpression() != null
        && check.messageExpression().evaluate(variables) instanceof Result.Value value
        && value.value() instanceof String text
        && !text.isBlank()) {
      return text.strip();
    }
    return check.message();
  }
}
