package dev.routeguard.review;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.ingressWith;
import static dev.routeguard.check.Manifests.landed;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.ChangeCheck;
import dev.routeguard.check.CheckDescription;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Found;
import dev.routeguard.check.Manifests;
import dev.routeguard.check.Novelty;
import dev.routeguard.check.Parameters;
import dev.routeguard.check.Severity;
import dev.routeguard.check.Situation;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.ExpressionCompiler;
import dev.routeguard.policy.ExpressionLimits;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicyDefinition;
import dev.routeguard.policy.PolicyDefinition.CheckEntry;
import dev.routeguard.policy.PolicyFiles;
import dev.routeguard.policy.PolicyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewTest {
  private final PolicyFiles files = new PolicyFiles();
  private final Estate estate =
      Manifests.estate(
          CLASSES,
          service("shop", "web", 2, 0),
          service("shop", "pay", 3, 0),
          service("shop", "dead", 0, 2),
          ingressWith(
              "shop",
              "shop",
              "",
              "tls: [{hosts: [shop.example.com], secretName: cert}],",
              "shop.example.com",
              "/cart=web",
              "/pay=pay",
              "/old=gone"));

  private final Change losesPay = shop("/cart=web", "/old=gone");

  private Change shop(String... paths) {
    return apply(
        estate,
        ingressWith(
            "shop",
            "shop",
            "",
            "tls: [{hosts: [shop.example.com], secretName: cert}],",
            "shop.example.com",
            paths));
  }

  @ParameterizedTest
  @CsvSource({
    "AUDIT,    ADMIT, ADMIT",
    "WARN,     WARN,  WARN",
    "DENY,     DENY,  DENY",
    "ROLLBACK, DENY,  ROLL_BACK"
  })
  void each_mode_does_what_the_one_before_does_and_more(
      Mode mode, Verdict atAdmission, Verdict onceLanded) {
    var starter = files.starter(mode);
    assertThat(Review.of(losesPay, estate, starter).verdict()).isEqualTo(atAdmission);
    assertThat(Review.of(landed(losesPay), estate, starter).verdict()).isEqualTo(onceLanded);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void a_finding_is_reported_in_every_mode(Mode mode) {
    assertThat(Review.of(losesPay, estate, files.starter(mode)).findings())
        .filteredOn(JudgedFinding::isAdded)
        .extracting(judged -> judged.finding().check())
        .containsExactly("route-lost", "blast-radius-exceeded");
  }

  @Test
  void a_harmless_change_of_an_object_with_old_findings_is_admitted() {
    var review =
        Review.of(
            shop("/cart=web", "/pay=pay", "/old=gone", "/new=web"),
            estate,
            files.starter(Mode.DENY));
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.findings())
        .extracting(JudgedFinding::novelty)
        .containsExactly(Novelty.STANDING, Novelty.STANDING);
  }

  @Test
  void a_repair_is_admitted() {
    var review =
        Review.of(shop("/cart=web", "/pay=pay", "/old=web"), estate, files.starter(Mode.DENY));
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.findings())
        .extracting(judged -> judged.finding().check())
        .containsExactly("retired-controller");
  }

  @Test
  void a_first_install_is_warned_about_and_goes_through() {
    var change = apply(estate, ingress("shop", "new", "new.example.com", "/=notyet"));
    var review = Review.of(change, estate, files.starter(Mode.DENY));
    assertThat(review.verdict()).isEqualTo(Verdict.WARN);
    assertThat(review.isAdmitted()).isTrue();
  }

  @Test
  void several_changes_are_judged_as_a_whole() {
    var moved = apply(estate, ingress("shop", "pay", "shop.example.com", "/pay=pay"));
    var starter = files.starter(Mode.DENY);
    assertThat(Review.of(losesPay, estate, starter).verdict()).isEqualTo(Verdict.DENY);
    var review = Review.of(List.of(moved, losesPay), estate, starter);
    assertThat(review.findings(Verdict.DENY))
        .extracting(judged -> judged.finding().check())
        .doesNotContain("route-lost");
  }

  @Test
  void a_policys_severity_replaces_that_of_the_findings() {
    var low = policy("severity: Low, mode: Deny, checks: [{name: route-lost}]");
    var review = Review.of(losesPay, estate, low);
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.findings())
        .extracting(judged -> judged.finding().severity())
        .containsExactly(Severity.LOW);
  }

  @Test
  void an_object_can_not_leave_a_policy_by_the_change_the_policy_is_about() {
    var policy =
        policy("mode: Deny, match: {hosts: [shop.example.com]}, checks: [{name: route-lost}]");
    var renamed = apply(estate, ingress("shop", "shop", "elsewhere.example.com", "/pay=pay"));
    assertThat(Review.of(renamed, estate, policy).verdict()).isEqualTo(Verdict.DENY);
  }

  @Test
  void a_policy_for_ingresses_hears_of_the_service_that_breaks_one() {
    var policy =
        policy("mode: Deny, match: {kinds: [Ingress]}, checks: [{name: backend-service-missing}]");
    var change = delete(estate, new ObjectRef(Kind.SERVICE, "shop", "pay"));
    var review = Review.of(change, estate, policy);
    assertThat(review.verdict()).isEqualTo(Verdict.DENY);
    assertThat(review.policies()).extracting(PolicyId::name).containsExactly("p");
  }

  @Test
  void a_team_policy_does_not_judge_other_namespaces() {
    var book =
        PolicyBook.of(
            List.of(
                files.policy(
                    """
                    {kind: RoutePolicy, metadata: {name: p, namespace: other},
                     spec: {mode: Deny, checks: [{name: route-lost}]}}
                    """)));
    var review = Review.of(losesPay, estate, book);
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.policies()).isEmpty();
    assertThat(review.diff().isEmpty()).isFalse();
  }

  @Test
  void no_policy_still_gives_the_diff_and_the_impact() {
    var review = Review.of(losesPay, estate, PolicyBook.empty());
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.diff().deltas()).hasSize(1);
    assertThat(review.impact().lostPercent()).isPositive();
  }

  @Test
  void an_expression_denies_where_it_is_false() {
    var review = Review.of(losesPay, estate, expression("diff.lost.size() == 0", ""));
    assertThat(review.verdict()).isEqualTo(Verdict.DENY);
    assertThat(review.findings().get(0).finding().message()).isEqualTo("not so");
    assertThat(review.findings().get(0).finding().severity()).isEqualTo(Severity.HIGH);
  }

  @Test
  void an_expression_that_was_false_before_finds_something_old() {
    var policy = expression("object.spec.rules.all(r, r.host == 'other.example.com')", "");
    var review = Review.of(shop("/cart=web", "/pay=pay", "/old=gone"), estate, policy);
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.findings())
        .extracting(JudgedFinding::novelty)
        .containsExactly(Novelty.STANDING);
  }

  @Test
  void an_expression_about_the_new_object_is_not_asked_of_one_that_goes() {
    var policy = expression("object.spec.rules.size() < 9", "failurePolicy: Fail,");
    var change = delete(estate, new ObjectRef(Kind.INGRESS, "shop", "shop"));
    var review = Review.of(change, estate, policy);
    assertThat(review.errors()).isEmpty();
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
  }

  @ParameterizedTest
  @CsvSource({
    "Fail,   Deny,     DENY,  DENY",
    "Fail,   Rollback, DENY,  DENY",
    "Fail,   Warn,     WARN,  WARN",
    "Fail,   Audit,    ADMIT, ADMIT",
    "Ignore, Deny,     WARN,  WARN",
    "Ignore, Audit,    ADMIT, ADMIT"
  })
  void an_error_is_its_own_result_and_the_failure_policy_says_what_it_means(
      String failurePolicy, String mode, Verdict atAdmission, Verdict onceLanded) {
    var policy =
        policy(
            "mode: %s, failurePolicy: %s, checks: [{name: mine, expression: %s, message: m}]"
                .formatted(mode, failurePolicy, "'object.spec.nope == 1'"));
    var review = Review.of(losesPay, estate, policy);
    assertThat(review.errors()).hasSize(1);
    assertThat(review.errors().get(0).why()).contains("nope");
    assertThat(review.verdict()).isEqualTo(atAdmission);
    assertThat(Review.of(landed(losesPay), estate, policy).verdict()).isEqualTo(onceLanded);
  }

  @Test
  void a_result_that_is_no_boolean_is_an_error() {
    var review =
        Review.of(losesPay, estate, expression("object.metadata.name", "failurePolicy: Fail,"));
    assertThat(review.errors())
        .extracting(ReviewError::why)
        .containsExactly("gave a string, not true or false");
    assertThat(review.verdict()).isEqualTo(Verdict.DENY);
  }

  @Test
  void a_check_that_crashes_is_an_error_and_the_others_still_speak() {
    for (Supplier<List<Found>> crash : crashes()) {
      var review = Review.of(losesPay, estate, crashing(crash));
      assertThat(review.errors()).extracting(ReviewError::check).containsExactly("crash");
      assertThat(review.findings())
          .extracting(judged -> judged.finding().check())
          .containsExactly("route-lost");
      assertThat(review.verdict()).isEqualTo(Verdict.DENY);
    }
  }

  private static List<Supplier<List<Found>>> crashes() {
    return List.of(
        () -> {
          throw new IllegalStateException("boom");
        },
        ReviewTest::endless);
  }

  private static List<Found> endless() {
    return new ArrayList<>(endless());
  }

  private static PolicyBook crashing(Supplier<List<Found>> crash) {
    var checks = new ArrayList<>(Catalogue.builtIn().all());
    checks.add(new Crash(crash));
    var compiler =
        new PolicyCompiler(
            Catalogue.of(checks), new ExpressionCompiler(ExpressionLimits.standard()));
    var definition =
        new PolicyDefinition(
            PolicyId.cluster("p", 3),
            "Deny",
            "",
            "Ignore",
            "",
            "",
            "",
            PolicyDefinition.Match.EVERYTHING,
            List.of(CheckEntry.builtIn("crash"), CheckEntry.builtIn("route-lost")),
            PolicyDefinition.Requires.NOTHING);
    return PolicyBook.of(List.of(compiler.compile(definition).compiled().orElseThrow()));
  }

  private record Crash(Supplier<List<Found>> crash) implements ChangeCheck {
    @Override
    public CheckDescription description() {
      return new CheckDescription("Z99", "crash", "Crash", Severity.LOW, "Crashes.", List.of());
    }

    @Override
    public List<Found> find(Situation situation, Parameters parameters) {
      return crash.get();
    }
  }

  @Test
  void the_generations_that_judged_are_named() {
    assertThat(Review.of(losesPay, estate, crashing(List::of)).policies())
        .containsExactly(PolicyId.cluster("p", 3));
  }

  @Test
  void a_dry_run_gets_the_same_verdict() {
    var dry =
        new Change(
            losesPay.operation(),
            losesPay.before(),
            losesPay.after(),
            losesPay.actor(),
            losesPay.origin(),
            true,
            losesPay.at());
    var starter = files.starter(Mode.DENY);
    assertThat(Review.of(dry, estate, starter).verdict())
        .isEqualTo(Review.of(losesPay, estate, starter).verdict());
  }

  @Test
  void what_is_wrong_already_is_found_without_any_policy() {
    var ref = new ObjectRef(Kind.INGRESS, "shop", "shop");
    var all = Review.standing(estate, Manifests.NOW);
    assertThat(all.errors()).isEmpty();
    assertThat(all.findings().keySet()).containsExactly(ref);
    assertThat(Review.standing(estate, ref, Manifests.NOW).of(ref))
        .isEqualTo(all.of(ref))
        .extracting(Finding::check)
        .containsExactly("backend-service-missing", "retired-controller");
  }

  private PolicyBook policy(String spec) {
    return PolicyBook.of(
        List.of(
            files.policy("{kind: ClusterRoutePolicy, metadata: {name: p}, spec: {" + spec + "}}")));
  }

  private PolicyBook expression(String text, String more) {
    return policy(
        "mode: Deny, %s checks: [{name: mine, message: not so, expression: \"%s\"}]"
            .formatted(more, text));
  }

  @Test
  void an_audit_knows_what_time_it_is() throws IOException {
    var folder = Path.of("src/test/resources/cases/checks/certificate-not-valid/good");
    var withCertificate = Manifests.estate(Files.readString(folder.resolve("before.yaml")));
    assertThat(expired(withCertificate, "2026-12-01T10:00:00Z")).isFalse();
    assertThat(expired(withCertificate, "2226-12-01T10:00:00Z")).isTrue();
  }

  private static boolean expired(Estate estate, String at) {
    return Review.standing(estate, Instant.parse(at)).findings().values().stream()
        .flatMap(List::stream)
        .anyMatch(
            finding ->
                finding.check().equals("certificate-not-valid")
                    && finding.message().contains("expired"));
  }
}
