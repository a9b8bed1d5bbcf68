package dev.routeguard.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.api.v1alpha1.RoutePolicyStatus;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.FailurePolicy;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyCompiler.Result;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.policy.PolicyMatch;
import dev.routeguard.policy.PolicyProblem;
import dev.routeguard.policy.Requirements;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyStatusesTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.5Z");
  private static final String EXPRESSION = "spec.checks[0].expression";

  @Test
  void policy_that_compiles_is_ready() {
    var status = due(1, compiled(1), null);

    assertThat(ready(status))
        .returns("True", Condition::getStatus)
        .returns("Compiled", Condition::getReason)
        .returns("0 checks in force", Condition::getMessage)
        .returns(1L, Condition::getObservedGeneration)
        .returns("2026-11-01T12:00:00Z", Condition::getLastTransitionTime);
    assertThat(status.observedGeneration).isEqualTo(1);
    assertThat(status.compiledChecks).isZero();
  }

  @Test
  void policy_that_does_not_compile_tells_every_problem_with_line_and_caret() {
    var caret = "ERROR: <input>:1:8: undeclared reference\n | object.\n | .......^";
    var status =
        due(
            1,
            refused(
                new PolicyProblem(EXPRESSION, caret),
                new PolicyProblem("spec.checks[1].name", "unknown check \"route-lots\"")),
            null);

    assertThat(ready(status))
        .returns("False", Condition::getStatus)
        .returns("CompileFailed", Condition::getReason)
        .extracting(Condition::getMessage)
        .isEqualTo(
            EXPRESSION + ": " + caret + "\nspec.checks[1].name: unknown check \"route-lots\"");
    assertThat(status.compiledChecks).isZero();
  }

  @Test
  void status_that_says_so_already_is_not_written_again() {
    var first = due(1, compiled(1), null);

    assertThat(at(NOON.plusSeconds(60), compiled(1)).due(id(1), new RoutePolicySpec(), first))
        .isEmpty();
  }

  @Test
  void new_generation_is_written_without_a_transition() {
    var first = due(1, compiled(1), null);

    var second = later(2, compiled(2), first);

    assertThat(second.observedGeneration).isEqualTo(2);
    assertThat(ready(second))
        .returns(2L, Condition::getObservedGeneration)
        .returns(ready(first).getLastTransitionTime(), Condition::getLastTransitionTime);
  }

  @Test
  void flip_is_a_transition() {
    var first = due(1, compiled(1), null);

    var second = later(2, refused(new PolicyProblem(EXPRESSION, "no")), first);

    assertThat(ready(second).getLastTransitionTime()).isEqualTo("2026-11-01T12:01:00Z");
  }

  @Test
  void conditions_of_others_neither_count_nor_are_taken_over() {
    var first = due(1, compiled(1), null);
    var others = new ConditionBuilder().withType("Approved").withStatus("True").build();
    first.conditions = List.of(others, ready(first));

    assertThat(at(NOON, compiled(1)).due(id(1), new RoutePolicySpec(), first)).isEmpty();
    assertThat(later(2, compiled(2), first).conditions).hasSize(1);
  }

  @Test
  void endless_message_is_cut_to_what_the_server_takes() {
    var status = due(1, refused(new PolicyProblem(EXPRESSION, "x".repeat(40_000))), null);

    assertThat(ready(status).getMessage()).hasSize(32_768);
  }

  private static RoutePolicyStatus due(
      long generation, Result result, @Nullable RoutePolicyStatus now) {
    return at(NOON, result).due(id(generation), new RoutePolicySpec(), now).orElseThrow();
  }

  private static RoutePolicyStatus later(long generation, Result result, RoutePolicyStatus now) {
    return at(NOON.plus(Duration.ofMinutes(1)), result)
        .due(id(generation), new RoutePolicySpec(), now)
        .orElseThrow();
  }

  private static PolicyStatuses at(Instant now, Result result) {
    return new PolicyStatuses((id, spec) -> result, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static PolicyId id(long generation) {
    return PolicyId.namespaced("shop", "no-lost-routes", generation);
  }

  private static Result compiled(long generation) {
    return new Result.Compiled(
        new CompiledPolicy(
            id(generation),
            Mode.DENY,
            FailurePolicy.IGNORE,
            null,
            "",
            "",
            "",
            PolicyMatch.EVERYTHING,
            List.of(),
            List.of(),
            Requirements.NONE));
  }

  private static Result refused(PolicyProblem... problems) {
    return new Result.Refused(List.of(problems));
  }

  private static Condition ready(RoutePolicyStatus status) {
    return status.conditions.stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .findFirst()
        .orElseThrow();
  }
}
