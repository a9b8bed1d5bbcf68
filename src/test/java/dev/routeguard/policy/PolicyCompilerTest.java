package dev.routeguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {
  private final PolicyFiles files = new PolicyFiles();

  private List<PolicyProblem> problems(String spec) {
    return files.compile(cluster(spec)).problems();
  }

  private static String cluster(String spec) {
    return "{apiVersion: routeguard.dev/v1alpha1, kind: ClusterRoutePolicy, metadata: {name: p},"
        + " spec: {"
        + spec
        + "}}";
  }

  private static String expression(String text) {
    return "checks: [{name: mine, message: m, expression: '" + text + "'}]";
  }

  @Test
  void every_shipped_example_compiles() {
    var examples = PolicyFiles.in(Path.of("deploy", "examples"));
    assertThat(examples).hasSizeGreaterThanOrEqualTo(7);
    for (var file : examples) {
      assertThat(files.compile(file).problems()).as(file.toString()).isEmpty();
    }
  }

  @Test
  void shipped_policies_only_watch_until_somebody_turns_them_on() {
    for (var file : PolicyFiles.in(PolicyFiles.PACKS)) {
      var policy = files.compile(file).compiled().orElseThrow();
      assertThat(policy.mode()).isEqualTo(Mode.AUDIT);
      assertThat(policy.id().name() + ".yaml").isEqualTo(file.getFileName().toString());
    }
  }

  @Test
  void what_is_not_written_has_its_default() {
    var policy = files.policy(cluster("checks: [{name: route-lost}]"));
    assertThat(policy.mode()).isEqualTo(Mode.AUDIT);
    assertThat(policy.failurePolicy()).isEqualTo(FailurePolicy.IGNORE);
    assertThat(policy.severity()).isNull();
    assertThat(policy.match()).usingRecursiveComparison().isEqualTo(PolicyMatch.EVERYTHING);
  }

  @Test
  void severity_and_mode_are_read() {
    var policy =
        files.policy(cluster("mode: Rollback, severity: Low, checks: [{name: tls-removed}]"));
    assertThat(policy.mode()).isEqualTo(Mode.ROLLBACK);
    assertThat(policy.severity()).isEqualTo(Severity.LOW);
  }

  @Test
  void a_ticket_is_an_expression_of_bounded_size() {
    assertThat(problems("requires: {ticket: \"OPS-[0-9\"}"))
        .extracting(PolicyProblem::toString)
        .anyMatch(one -> one.contains("spec.requires.ticket: is no regular expression of RE2"));
    assertThat(problems("requires: {ticket: \"((a{900}){900}){900}\"}"))
        .extracting(PolicyProblem::toString)
        .containsExactly("spec.requires.ticket: is too large with its counts written out");
  }

  @Test
  void an_unknown_check_is_refused_with_a_suggestion() {
    assertThat(problems("checks: [{name: lost}]"))
        .extracting(PolicyProblem::toString)
        .containsExactly(
            "spec.checks[0].name: no check is called \"lost\"; did you mean route-lost?");
  }

  @Test
  void an_unknown_parameter_is_refused() {
    assertThat(problems("checks: [{name: route-lost, parameters: {ignoredHosts: []}}]"))
        .extracting(PolicyProblem::fieldPath)
        .containsExactly("spec.checks[0].parameters");
  }

  @Test
  void no_check_and_one_check_twice_are_refused() {
    assertThat(problems("checks: []")).hasSize(1);
    assertThat(problems("checks: [{name: route-lost}, {name: route-lost}]"))
        .extracting(PolicyProblem::message)
        .containsExactly("route-lost stands there twice");
  }

  @Test
  void a_syntax_error_is_shown_with_line_and_caret() {
    assertThat(problems(expression("object.spec ==")))
        .first()
        .extracting(PolicyProblem::message)
        .asString()
        .contains(":1:15:", " | object.spec ==", "..............^");
  }

  @Test
  void an_unknown_variable_is_refused() {
    assertThat(problems(expression("objekt.spec == 1")))
        .first()
        .extracting(PolicyProblem::message)
        .asString()
        .contains("undeclared reference to 'objekt'");
  }

  @Test
  void an_expression_that_is_known_to_give_no_boolean_is_refused() {
    assertThat(problems(expression("impact.size()")))
        .extracting(PolicyProblem::message)
        .containsExactly("must give true or false, but gives int");
    assertThat(
            problems(
                "checks: [{name: mine, expression: 'true', messageExpression: 'impact.size()'}]"))
        .extracting(PolicyProblem::fieldPath)
        .containsExactly("spec.checks[0].messageExpression");
  }

  @Test
  void too_long_and_too_deep_expressions_are_refused() {
    assertThat(problems(expression("true && ".repeat(600) + "true"))).hasSize(1);
    assertThat(problems(expression("(".repeat(200) + "true" + ")".repeat(200)))).hasSize(1);
    assertThat(problems(expression("[".repeat(2000)))).hasSize(1);
    assertThat(problems(expression("!".repeat(3000) + "true"))).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void an_expression_can_not_take_the_name_of_a_built_in_check() {
    assertThat(problems("checks: [{name: route-lost, message: m, expression: 'true'}]"))
        .extracting(PolicyProblem::message)
        .containsExactly("route-lost is a built-in check");
  }

  @Test
  void a_message_beside_a_built_in_check_is_refused() {
    assertThat(problems("checks: [{name: route-lost, message: m}]")).hasSize(1);
  }

  @Test
  void a_namespaced_policy_can_not_name_other_namespaces() {
    var text =
        """
        {apiVersion: routeguard.dev/v1alpha1, kind: RoutePolicy,
         metadata: {name: p, namespace: shop},
         spec: {match: {namespaces: [other]}, checks: [{name: route-lost}]}}
        """;
    assertThat(files.compile(text).problems())
        .extracting(PolicyProblem::fieldPath)
        .containsExactly("spec.match.namespaces");
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThat(problems("checks: [{name: nope}, {name: mine, message: m, expression: '1 +'}]"))
        .hasSize(2);
  }
}
