package dev.routeguard.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Operation;
import dev.routeguard.policy.ExpressionCompiler;
import dev.routeguard.policy.ExpressionLimits;
import dev.routeguard.policy.PolicyCompiler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyReviewerTest {
  private final PolicyReviewer reviewer =
      new PolicyReviewer(
          new PolicyCompiler(
              Catalogue.builtIn(), new ExpressionCompiler(ExpressionLimits.standard())),
          new KubernetesSerialization());

  private Answer write(Operation operation, String kind, Map<String, Object> spec) {
    var document =
        Map.<String, Object>of(
            "apiVersion",
            "routeguard.dev/v1alpha1",
            "kind",
            kind,
            "metadata",
            Map.of("name", "p", "namespace", "shop"),
            "spec",
            spec);
    return reviewer.review(
        new OwnObjectCall("u", kind, operation, document, Manifests.ALICE, false, Manifests.NOW));
  }

  private Answer write(Map<String, Object> check) {
    return write(Operation.CREATE, "RoutePolicy", Map.of("checks", List.of(check)));
  }

  @Test
  void a_good_policy_passes() {
    assertThat(write(Map.of("name", "route-lost"))).isEqualTo(Answer.allow());
  }

  @Test
  void a_bad_expression_is_told_with_place_line_and_caret() {
    var answer = write(Map.of("name", "own", "expression", "object.spec.(", "message", "m"));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message())
        .startsWith("RoutePolicy is forbidden: routeguard: spec.checks[0].expression: ")
        .contains(" | object.spec.(\n")
        .contains("^");
  }

  @Test
  void an_unknown_check_and_a_bad_parameter_are_told_together() {
    var answer =
        write(
            Operation.UPDATE,
            "ClusterRoutePolicy",
            Map.of(
                "checks",
                List.of(
                    Map.of("name", "rout-lost"),
                    Map.of(
                        "name",
                        "freeze-window",
                        "parameters",
                        Map.of(
                            "windows", List.of(Map.of("cron", "0 99 * * *", "duration", "1h")))))));
    assertThat(answer.message())
        .contains("spec.checks[0].name: no check is called \"rout-lost\"")
        .contains("spec.checks[1].parameters")
        .contains("0 99 * * *");
  }

  @Test
  void a_bad_policy_can_always_be_deleted_and_other_kinds_pass() {
    var bad = Map.<String, Object>of("checks", List.of(Map.of("name", "nope")));
    assertThat(write(Operation.DELETE, "RoutePolicy", bad)).isEqualTo(Answer.allow());
    assertThat(write(Operation.CREATE, "RouteReport", bad)).isEqualTo(Answer.allow());
  }
}
