package dev.routeguard.review;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Exemption;
import dev.routeguard.policy.MatchPart;
import dev.routeguard.policy.NamedExpression;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.routing.RouteTables;
import java.time.Instant;
import java.util.List;

/**
 * Why a policy governs an object or does not, and what each of its checks sees in the object as it
 * stands.
 *
 * @param match the parts of {@code spec.match} that are set
 * @param answers of the checks; of those that are about changes that they are
 */
public record PolicyExplanation(
    CompiledPolicy policy,
    ObjectRef object,
    Instant at,
    List<MatchPart> match,
    List<StandingAnswer> answers) {

  public PolicyExplanation {
    match = List.copyOf(match);
    answers = List.copyOf(answers);
  }

  /** At a moment, for exceptions and certificates expire. */
  public static PolicyExplanation of(
      CompiledPolicy policy, PolicyBook book, KubernetesObject object, Estate estate, Instant at) {
    var tables = RouteTables.of(estate);
    return new PolicyExplanation(
        policy,
        object.ref(),
        at,
        MatchPart.of(policy, object, tables),
        StandingAnswer.of(policy, book.params(policy), object, tables, at));
  }

  /** Whether the policy governs the object, as far as that does not depend on a change. */
  public boolean governs() {
    return match.stream().allMatch(MatchPart::holds);
  }

  /** For people, line by line. */
  public String inWords() {
    var text = new StringBuilder();
    text.append(
        "%s (%s) %s %s\n"
            .formatted(
                policy.id(), policy.mode(), governs() ? "governs" : "does not govern", object));
    text.append("match\n");
    if (match.isEmpty()) {
      text.append("  everything\n");
    }
    match.forEach(
        part ->
            text.append(
                "  %s %s: wants %s, has %s\n"
                    .formatted(
                        part.holds() ? "yes" : "no ", part.name(), part.wanted(), part.found())));
    changes(text);
    text.append("checks\n");
    answers.forEach(
        answer ->
            text.append("  %-9s %s: %s\n".formatted(sign(answer), answer.check(), answer.words())));
    exemptions(text);
    return text.toString();
  }

  private void changes(StringBuilder text) {
    var parts = policy.match();
    if (!parts.operations().isEmpty()) {
      text.append("  of changes, only %s\n".formatted(parts.operations()));
    }
    if (!parts.users().isEmpty() || !parts.groups().isEmpty()) {
      text.append("  of changes, only those by %s %s\n".formatted(parts.users(), parts.groups()));
    }
    if (!parts.exceptUsers().isEmpty() || !parts.exceptGroups().isEmpty()) {
      text.append(
          "  of changes, none by %s %s\n".formatted(parts.exceptUsers(), parts.exceptGroups()));
    }
    for (NamedExpression condition : policy.context().conditions()) {
      text.append(
          "  of changes, only where %s: %s\n"
              .formatted(condition.name(), condition.expression().source().strip()));
    }
  }

  private static String sign(StandingAnswer answer) {
    return switch (answer.kind()) {
      case FINE -> "fine";
      case VIOLATED -> "violated";
      case ERROR -> "error";
      case ABOUT_CHANGES -> "-";
    };
  }

  private void exemptions(StringBuilder text) {
    for (Exemption exemption : policy.clauses().exemptions()) {
      if (exemption.object().equals(object)) {
        text.append(
            "exception %s%s: %s; meanwhile the policy is in mode %s\n"
                .formatted(
                    at.isBefore(exemption.expiresAt()) ? "in force" : "expired",
                    exemption.checks().isEmpty() ? "" : " for " + exemption.checks(),
                    exemption.inWords(),
                    exemption.mode()));
      }
    }
    policy
        .clauses()
        .schedule()
        .forEach(
            scheduled ->
                text.append(
                    "%s %s: %s\n"
                        .formatted(
                            scheduled.mode(),
                            scheduled.window().holds(at) ? "now" : "at times, not now",
                            scheduled.window().reason())));
  }
}
