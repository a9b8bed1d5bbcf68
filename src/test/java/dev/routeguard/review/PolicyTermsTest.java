package dev.routeguard.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import dev.routeguard.policy.PolicyParams.FromConfigMap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy says beside its checks: variables, conditions, parameters, times, exceptions. */
class PolicyTermsTest {
  private static final Estate ESTATE =
      Manifests.estate(
          Manifests.CLASSES,
          Manifests.service("shop", "web", 1, 0),
          """
          apiVersion: v1
          kind: Namespace
          metadata: {name: shop, labels: {environment: test}}
          """);

  private static final String VALIDATIONS =
      """
      apiVersion: routeguard.dev/v1alpha1
      kind: ClusterRoutePolicy
      metadata: {name: own-hosts}
      spec:
        mode: %s
        validations:
        - expression: object.spec.rules.all(r, r.host.endsWith('.example.com'))
          messageExpression: "'not ours: ' + object.spec.rules[0].host"
      %s""";

  private static PolicyBook book(String mode, String... more) {
    return PolicyBook.of(
        List.of(
            new PolicyFiles()
                .policy(VALIDATIONS.formatted(mode, String.join("\n", more).indent(2)))));
  }

  private static Change change(Actor actor, Instant at) {
    var applied =
        Manifests.apply(ESTATE, Manifests.ingress("shop", "shop", "shop.example.org", "/=web"));
    return new Change(
        applied.operation(),
        applied.before(),
        applied.after(),
        actor,
        applied.origin(),
        applied.dryRun(),
        at);
  }

  private static Review review(PolicyBook book, Instant at) {
    return Review.of(change(Manifests.ALICE, at), ESTATE, book);
  }

  private static Review review(PolicyBook book) {
    return review(book, Manifests.NOW);
  }

  @Test
  void a_pasted_validation_denies_with_its_message_expression() {
    var review = review(book("Deny"));
    assertThat(review.verdict()).isEqualTo(Verdict.DENY);
    assertThat(review.findings().get(0).finding().message())
        .isEqualTo("not ours: shop.example.org");
    assertThat(review.findings().get(0).finding().check()).isEqualTo("validation-1");
  }

  @Test
  void a_condition_that_is_false_leaves_the_change_alone() {
    var conditions =
        """
        matchConditions:
          - {name: broken, expression: object.spec.nope.size() > 0}
          - {name: not-alice, expression: "request.userInfo.username != 'alice'"}
        """;
    assertThat(review(book("Deny", conditions)).policies()).isEmpty();
  }

  @Test
  void a_condition_that_can_not_be_evaluated_is_an_error() {
    var broken =
        """
        matchConditions:
          - {name: broken, expression: object.spec.nope.size() > 0}
        """;
    var ignored = review(book("Deny", broken));
    assertThat(ignored.verdict()).isEqualTo(Verdict.WARN);
    assertThat(ignored.errors()).singleElement().matches(error -> error.why().contains("broken"));
    var failed = review(book("Deny", "failurePolicy: Fail", broken));
    assertThat(failed.verdict()).isEqualTo(Verdict.DENY);
  }

  @Test
  void conditions_hold_for_built_in_checks_too() {
    var policy =
        """
        apiVersion: routeguard.dev/v1alpha1
        kind: ClusterRoutePolicy
        metadata: {name: backends}
        spec:
          mode: Deny
          checks: [{name: backend-service-missing}]
          matchConditions:
          - {name: not-test, expression: "namespaceObject.metadata.labels['environment'] != '%s'"}
        """;
    var change =
        Manifests.apply(ESTATE, Manifests.ingress("shop", "shop", "shop.example.com", "/=nope"));
    var files = new PolicyFiles();
    var spared = PolicyBook.of(List.of(files.policy(policy.formatted("test"))));
    var meant = PolicyBook.of(List.of(files.policy(policy.formatted("prod"))));
    assertThat(Review.of(change, ESTATE, spared).findings()).isEmpty();
    assertThat(Review.of(change, ESTATE, meant).findings()).isNotEmpty();
  }

  @Test
  void variables_build_on_each_other_and_are_read_when_needed() {
    var variables =
        """
        variables:
          - {name: hosts, expression: "object.spec.rules.map(r, r.host)"}
          - {name: foreign, expression: "variables.hosts.filter(h, !h.endsWith('.example.com'))"}
          - {name: broken, expression: "object.spec.nope.nope"}
        checks:
          - name: own
            expression: variables.foreign.size() == 0 || false && variables.broken
            messageExpression: "'foreign: ' + variables.foreign.join(', ')"
        """;
    assertThat(review(book("Deny", variables)).findings())
        .anyMatch(judged -> judged.finding().message().equals("foreign: shop.example.org"));
    assertThat(review(book("Deny", variables)).errors()).isEmpty();
  }

  @Test
  void a_variable_without_value_is_an_error_for_who_reads_it() {
    var variables =
        """
        variables:
          - {name: broken, expression: "object.spec.nope.nope"}
        checks:
          - {name: own, expression: "variables.broken == 1", message: m}
        """;
    assertThat(review(book("Deny", variables)).errors())
        .singleElement()
        .matches(error -> error.why().contains("nope"));
  }

  @Test
  void a_variable_that_nobody_composed_is_refused_with_line_and_caret() {
    var result =
        new PolicyFiles()
            .compile(
                VALIDATIONS.formatted(
                    "Deny",
                    "  checks: [{name: own, expression: \"variables.nope == 1\", message: m}]"));
    assertThat(result.problems())
        .singleElement()
        .matches(problem -> problem.fieldPath().equals("spec.checks[0].expression"))
        .matches(problem -> problem.message().contains("undeclared reference to 'variables'"))
        .matches(problem -> problem.message().contains("^"));
  }

  @Test
  void inline_parameters_are_read_with_whole_numbers() {
    var inline =
        """
        params: {inline: {mostRules: 0, hosts: [example.org]}}
        checks:
          - {name: few, expression: "object.spec.rules.size() <= params.mostRules", message: many}
        """;
    assertThat(review(book("Deny", inline)).findings())
        .anyMatch(judged -> judged.finding().check().equals("few"));
  }

  @Test
  void parameters_of_a_config_map_count_from_the_next_review_on() {
    var policy =
        """
        params: {configMap: {namespace: platform, name: limits}}
        checks:
          - {name: few, expression: "object.spec.rules.size() <= int(params.data.most)", message: m}
        """;
    var source = new FromConfigMap("platform", "limits");
    var book = book("Audit", policy);
    assertThat(review(book).errors())
        .singleElement()
        .matches(error -> error.why().contains("platform/limits"));
    var strict = book.with(source, Map.of("data", Map.of("most", "0")));
    assertThat(review(strict).findings()).hasSize(2);
    var lax = strict.with(source, Map.of("data", Map.of("most", "5")));
    assertThat(review(lax).findings()).hasSize(1);
    assertThat(review(lax.without(source)).errors()).hasSize(1);
  }

  private static final String FREEZE =
      """
      schedule:
        - cron: 0 16 * * 5
          duration: 64h
          zone: Europe/Berlin
          mode: Deny
          reason: nobody is here
          except: {groups: [break-glass]}
        - {from: "2026-03-06T00:00:00Z", until: "2026-03-07T00:00:00Z", mode: Warn}
      """;

  @Test
  void inside_a_window_a_policy_is_stricter_and_says_so() {
    var book = book("Audit", FREEZE);
    var thursday = Instant.parse("2026-03-05T15:00:00Z");
    var fridayEvening = Instant.parse("2026-03-06T15:00:00Z");
    assertThat(review(book, thursday).verdict()).isEqualTo(Verdict.ADMIT);
    var frozen = review(book, fridayEvening);
    assertThat(frozen.verdict()).isEqualTo(Verdict.DENY);
    assertThat(frozen.findings().get(0).mode()).isEqualTo(Mode.DENY);
    assertThat(DenialText.denial(frozen)).contains("nobody is here");
  }

  @Test
  void who_breaks_the_glass_is_judged_as_at_other_times() {
    var sunday = Instant.parse("2026-03-08T12:00:00Z");
    var mallory = new Actor("mallory", List.of("break-glass"), "");
    assertThat(Review.of(change(mallory, sunday), ESTATE, book("Audit", FREEZE)).verdict())
        .isEqualTo(Verdict.ADMIT);
  }

  private static final String EXCEPTIONS =
      """
      exceptions:
        - kind: Ingress
          namespace: shop
          name: shop
          reason: moves out in March
          expiresAt: "2026-03-31T00:00:00Z"
      """;

  @Test
  void an_exception_lets_through_until_it_expires_and_is_recorded() {
    var book = book("Deny", EXCEPTIONS);
    var used = review(book, Instant.parse("2026-03-30T00:00:00Z"));
    assertThat(used.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(used.findings().get(0).exemption())
        .isEqualTo("moves out in March (expires 2026-03-31T00:00:00Z)");
    var expired = review(book, Instant.parse("2026-03-31T00:00:00Z"));
    assertThat(expired.verdict()).isEqualTo(Verdict.DENY);
    assertThat(expired.findings().get(0).exemption()).isEmpty();
  }

  @Test
  void of_two_exceptions_the_stricter_wins() {
    var both =
        EXCEPTIONS
            + """
              - kind: Ingress
                namespace: shop
                name: shop
                only: [validation-1]
                mode: Warn
                reason: tell them
                expiresAt: "2026-02-01T00:00:00Z"
            """;
    var book = book("Deny", both);
    assertThat(review(book).verdict()).isEqualTo(Verdict.WARN);
    assertThat(review(book, Instant.parse("2026-02-02T00:00:00Z")).verdict())
        .isEqualTo(Verdict.ADMIT);
  }

  @Test
  void only_the_named_actors_are_governed() {
    var bots = book("Deny", "match: {actors: {groups: [bots]}}");
    var devs = book("Deny", "match: {actors: {groups: [dev]}}");
    assertThat(review(bots).policies()).isEmpty();
    assertThat(review(devs).verdict()).isEqualTo(Verdict.DENY);
    assertThat(Review.of(change(Actor.UNKNOWN, Manifests.NOW), ESTATE, bots).verdict())
        .isEqualTo(Verdict.DENY);
  }

  @Test
  void an_object_is_governed_by_its_labels_before_or_after() {
    var labelled =
        book(
            "Deny",
            """
            match:
              objectSelector: {matchExpressions: [{key: tier, operator: In, values: [edge]}]}""");
    assertThat(review(labelled).policies()).isEmpty();
    var plain = Manifests.ingress("shop", "shop", "shop.example.org", "/=web");
    var edge = plain.replace("metadata: {", "metadata: {labels: {tier: edge}, ");
    assertThat(edge).isNotEqualTo(plain);
    var gaining = Manifests.apply(ESTATE, edge);
    assertThat(Review.of(gaining, ESTATE, labelled).verdict()).isEqualTo(Verdict.DENY);

    var before =
        ESTATE.with(Manifests.apply(ESTATE, edge.replace("shop.example.org", "shop.example.com")));
    var leaving = Review.of(Manifests.apply(before, plain), before, labelled);
    assertThat(leaving.verdict()).isEqualTo(Verdict.DENY);
  }

  @Test
  void what_makes_no_sense_is_refused_with_its_place() {
    var result =
        new PolicyFiles()
            .compile(
                VALIDATIONS.formatted(
                    "Deny",
                    """
                    schedule:
                      - {cron: "0 25 * * *", duration: 1h, mode: Rollback}
                      - {cron: "0 1 * * *", duration: 1h, mode: Warn}
                    exceptions:
                      - kind: Ingress
                        name: shop
                        reason: r
                        only: [nope]
                        expiresAt: "2026-01-01T00:00:00Z"
                    variables:
                      - {name: not-a-name, expression: "1"}
                    """
                        .indent(2)));
    assertThat(result.problems())
        .extracting(problem -> problem.fieldPath())
        .contains(
            "spec.schedule[0]",
            "spec.schedule[1].mode",
            "spec.exceptions[0].namespace",
            "spec.exceptions[0].only",
            "spec.variables[0].name");
  }

  private static Change gained(Estate before, String at) {
    var applied =
        Manifests.apply(
            before, Manifests.ingress("shop", "shop", "shop.example.com", "/=web", "/x=nope"));
    return new Change(
        applied.operation(),
        applied.before(),
        applied.after(),
        applied.actor(),
        applied.origin(),
        applied.dryRun(),
        Instant.parse(at));
  }

  @Test
  void the_shipped_freeze_denies_at_the_weekend_and_records_on_workdays() {
    var freeze = Path.of("deploy", "examples", "weekend-freeze.yaml");
    var book = PolicyBook.of(List.of(new PolicyFiles().compile(freeze).compiled().orElseThrow()));
    var before =
        ESTATE.with(
            Manifests.object(Manifests.ingress("shop", "shop", "shop.example.com", "/=web")));
    assertThat(Review.of(gained(before, "2026-03-04T12:00:00Z"), before, book).verdict())
        .isEqualTo(Verdict.ADMIT);
    var denied = Review.of(gained(before, "2026-03-07T12:00:00Z"), before, book);
    assertThat(denied.verdict()).isEqualTo(Verdict.DENY);
    assertThat(DenialText.denial(denied)).contains("nobody is here to put it back");
  }
}
