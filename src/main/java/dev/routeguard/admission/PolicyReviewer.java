package dev.routeguard.admission;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.estate.Operation;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicyDefinition;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.policy.PolicyProblem;
import dev.routeguard.policy.PolicySource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refuses a policy that can't be used, as it is written, in the words that its status would say
 * later: unknown checks, bad parameters, and what is wrong with an expression by line and caret.
 */
public final class PolicyReviewer implements OwnObjectReviewer {
  private static final int MOST_CHARACTERS = 4096;

  private final PolicyCompiler compiler;
  private final KubernetesSerialization serialization;

  public PolicyReviewer(PolicyCompiler compiler, KubernetesSerialization serialization) {
    this.compiler = compiler;
    this.serialization = serialization;
  }

  @Override
  public Answer review(OwnObjectCall call) {
    if (call.operation() == Operation.DELETE) {
      return Answer.allow();
    }
    try {
      return definition(call)
          .map(compiler::compile)
          .map(result -> answer(call, result.problems()))
          .orElseGet(Answer::allow);
    } catch (IllegalArgumentException e) {
      return denied(call, Objects.toString(e.getMessage(), "it can't be read"));
    }
  }

  private Optional<PolicyDefinition> definition(OwnObjectCall call) {
    return switch (call.kind()) {
      case PolicyId.CLUSTER_KIND ->
          Optional.of(
              PolicySource.read(
                  serialization.convertValue(call.document(), ClusterRoutePolicy.class)));
      case PolicyId.NAMESPACED_KIND ->
          Optional.of(
              PolicySource.read(serialization.convertValue(call.document(), RoutePolicy.class)));
      default -> Optional.empty();
    };
  }

  private static Answer answer(OwnObjectCall call, List<PolicyProblem> problems) {
    return problems.isEmpty()
        ? Answer.allow()
        : denied(
            call, problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
  }

  private static Answer denied(OwnObjectCall call, String why) {
    var text = "%s is forbidden: routeguard: %s".formatted(call.kind(), why);
    return new Answer(
        false,
        text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 3) + "...",
        List.of(),
        Map.of());
  }
}
