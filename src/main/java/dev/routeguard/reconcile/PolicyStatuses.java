package dev.routeguard.reconcile;

import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.api.v1alpha1.RoutePolicyStatus;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.policy.PolicyProblem;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the status of a policy of either kind says: one condition {@code Ready}, as in KEP-1623, and
 * how many checks are in force.
 */
public final class PolicyStatuses {
  static final String READY = "Ready";
  static final String COMPILED = "Compiled";
  static final String COMPILE_FAILED = "CompileFailed";

  /** The schema's bound for the message of a condition. */
  private static final int LONGEST_MESSAGE = 32768;

  private final PolicyCompilation compilation;
  private final Clock clock;

  public PolicyStatuses(PolicyCompilation compilation, Clock clock) {
    this.compilation = compilation;
    this.clock = clock;
  }

  /**
   * The status that is due, empty where the policy has it already: writing it again would wake
   * every watcher for nothing.
   */
  Optional<RoutePolicyStatus> due(
      PolicyId id, RoutePolicySpec spec, @Nullable RoutePolicyStatus current) {
    var written = current == null ? new RoutePolicyStatus() : current;
    var due = status(id, compilation.compile(id, spec), readyOf(written));
    return isSame(written, due) ? Optional.empty() : Optional.of(due);
  }

  private RoutePolicyStatus status(
      PolicyId id, PolicyCompiler.Result result, @Nullable Condition before) {
    int checks = result.compiled().map(PolicyStatuses::checks).orElse(0);
    var status = new RoutePolicyStatus();
    status.observedGeneration = id.generation();
    status.compiledChecks = checks;
    status.conditions = List.of(ready(id, result, checks, before));
    return status;
  }

  private Condition ready(
      PolicyId id, PolicyCompiler.Result result, int checks, @Nullable Condition before) {
    boolean isReady = result.compiled().isPresent();
    var status = isReady ? "True" : "False";
    return new ConditionBuilder()
        .withType(READY)
        .withStatus(status)
        .withReason(isReady ? COMPILED : COMPILE_FAILED)
        .withMessage(isReady ? inForce(checks) : problems(result))
        .withObservedGeneration(id.generation())
        .withLastTransitionTime(transitionTime(status, before))
        .build();
  }

  /** Only a flip of the status is a transition, not another reason or message. */
  private String transitionTime(String status, @Nullable Condition before) {
    return before != null && status.equals(before.getStatus())
        ? before.getLastTransitionTime()
        : clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static int checks(CompiledPolicy policy) {
    return policy.checks().size() + policy.expressions().size();
  }

  private static String inForce(int checks) {
    return checks == 1 ? "1 check in force" : checks + " checks in force";
  }

  private static String problems(PolicyCompiler.Result result) {
    var text =
        result.problems().stream().map(PolicyProblem::toString).collect(Collectors.joining("\n"));
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
  }

  private static @Nullable Condition readyOf(RoutePolicyStatus status) {
    return status.conditions == null
        ? null
        : status.conditions.stream()
            .filter(condition -> READY.equals(condition.getType()))
            .findFirst()
            .orElse(null);
  }

  /** Conditions of others are not ours to compare. */
  private static boolean isSame(RoutePolicyStatus current, RoutePolicyStatus due) {
    return Objects.equals(current.observedGeneration, due.observedGeneration)
        && Objects.equals(current.compiledChecks, due.compiledChecks)
        && Objects.equals(readyOf(current), readyOf(due));
  }
}
