package dev.routeguard.review;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Exemption;
import dev.routeguard.policy.MatchPart;
import dev.routeguard.policy.NamedExpression;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.ScheduledMode;
import dev.routeguard.routing.RouteTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    changes().forEach(term -> text.append("  of changes, %s\n".formatted(term)));
    text.append("checks\n");
    answers.forEach(
        answer ->
            text.append("  %-9s %s: %s\n".formatted(sign(answer), answer.check(), answer.words())));
    clauses().forEach(term -> text.append(term).append('\n'));
    return text.toString();
  }

  /** What else decides about a change of the object: who, which, when, and the exceptions. */
  public List<String> terms() {
    return Stream.concat(changes().stream().map("of changes, "::concat), clauses().stream())
        .toList();
  }

  private List<String> changes() {
    var parts = policy.match();
    var terms = new ArrayList<String>();
    if (!parts.operations().isEmpty()) {
      terms.add("only " + sorted(parts.operations()));
    }
    if (!parts.users().isEmpty() || !parts.groups().isEmpty()) {
      terms.add("only those by " + actors(parts.users(), parts.groups()));
    }
    if (!parts.exceptUsers().isEmpty() || !parts.exceptGroups().isEmpty()) {
      terms.add("none by " + actors(parts.exceptUsers(), parts.exceptGroups()));
    }
    for (NamedExpression condition : policy.context().conditions()) {
      terms.add(
          "only where %s: %s".formatted(condition.name(), condition.expression().source().strip()));
    }
    return terms;
  }

  private static String actors(Set<String> users, Set<String> groups) {
    return Stream.of(
            users.isEmpty() ? "" : "users " + sorted(users),
            groups.isEmpty() ? "" : "groups " + sorted(groups))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(" and "));
  }

  private static String sorted(Set<?> values) {
    return values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String sign(StandingAnswer answer) {
    return switch (answer.kind()) {
      case FINE -> "fine";
      case VIOLATED -> "violated";
      case ERROR -> "error";
      case ABOUT_CHANGES -> "-";
    };
  }

  private List<String> clauses() {
    var terms = new ArrayList<String>();
    for (Exemption exemption : policy.clauses().exemptions()) {
      if (exemption.object().equals(object)) {
        terms.add(inWords(exemption));
      }
    }
    policy.clauses().schedule().forEach(scheduled -> terms.add(inWords(scheduled)));
    return terms;
  }

  private String inWords(Exemption exemption) {
    return "exception %s%s: %s; meanwhile the policy is in mode %s"
        .formatted(
            at.isBefore(exemption.expiresAt()) ? "in force" : "expired",
            exemption.checks().isEmpty() ? "" : " for " + sorted(exemption.checks()),
            exemption.inWords(),
            exemption.mode());
  }

  private String inWords(ScheduledMode scheduled) {
    return "%s %s: %s"
        .formatted(
            scheduled.mode(),
            scheduled.window().holds(at) ? "now" : "at times, not now",
            scheduled.window().reason());
  }
}
