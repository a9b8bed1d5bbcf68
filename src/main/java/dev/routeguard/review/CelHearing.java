package dev.routeguard.review;

import dev.routeguard.check.Finding;
import dev.routeguard.check.Novelty;
import dev.routeguard.check.Severity;
import dev.routeguard.check.Situation;
import dev.routeguard.check.Weighed;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Operation;
import dev.routeguard.policy.CelCheck;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Expression.Result;
import dev.routeguard.policy.ExpressionVariables;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks one expression about one change. As in ValidatingAdmissionPolicy, true means fine. Beyond
 * it, the ratchet holds: an expression that is false for the object as it was, too, finds something
 * old.
 */
final class CelHearing {
  private static final Severity STANDARD = Severity.HIGH;

  private CelHearing() {}

  /** What came of it: nothing asked, fine, a finding or an error. */
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

  static Answer ask(CelCheck check, CompiledPolicy policy, Change change, Situation situation) {
    if (!isAbout(check, change)) {
      return Answer.NOT_ASKED;
    }
    var variables = Attempt.at(() -> ExpressionVariables.of(change, situation));
    return variables
        .problem()
        .map(Answer::error)
        .orElseGet(() -> ask(check, policy, change, variables.value().orElseThrow(), situation));
  }

  // What is said of the new object alone can't be asked of an object that goes.
  private static boolean isAbout(CelCheck check, Change change) {
    return change.operation() != Operation.DELETE
        || !check.condition().variables().equals(Set.of("object"));
  }

  private static Answer ask(
      CelCheck check,
      CompiledPolicy policy,
      Change change,
      Map<String, Object> variables,
      Situation situation) {
    var result = check.condition().evaluate(variables);
    if (result instanceof Result.Failure failure) {
      return Answer.error(failure.why());
    }
    var value = ((Result.Value) result).value();
    if (!(value instanceof Boolean fine)) {
      return Answer.error("gave " + typeOf(value) + ", not true or false");
    }
    return fine
        ? Answer.FINE
        : Answer.finding(
            new Weighed(
                finding(check, policy, change, variables), novelty(check, change, situation)));
  }

  private static String typeOf(Object value) {
    return "a " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static Novelty novelty(CelCheck check, Change change, Situation situation) {
    if (change.operation() == Operation.UPDATE
        && check.condition().evaluate(ExpressionVariables.before(change))
            instanceof Result.Value value
        && value.value().equals(false)) {
      return Novelty.STANDING;
    }
    return situation.isFactsOnly() ? Novelty.FACT : Novelty.ADDED;
  }

  private static Finding finding(
      CelCheck check, CompiledPolicy policy, Change change, Map<String, Object> variables) {
    return new Finding(
        check.name(),
        STANDARD,
        change.ref(),
        "",
        check.fieldPath(),
        message(check, variables),
        policy.remedy(),
        "");
  }

  private static String message(CelCheck check, Map<String, Object> variables) {
    if (check.messageExpression() != null
        && check.messageExpression().evaluate(variables) instanceof Result.Value value
        && value.value() instanceof String text
        && !text.isBlank()) {
      return text.strip();
    }
    return check.message();
  }
}
