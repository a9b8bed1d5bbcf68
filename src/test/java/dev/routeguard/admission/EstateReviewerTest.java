package dev.routeguard.admission;

import static dev.routeguard.admission.ReviewJson.bytes;
import static dev.routeguard.admission.ReviewJson.ingress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.routeguard.admission.AdmissionRequest.Reviewable;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.policy.FailurePolicy;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EstateReviewerTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant DEADLINE = NOW.plusSeconds(8);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  static final String SERVICE =
      """
      {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},
       "spec":{"ports":[{"port":8080,"protocol":"TCP"}]}}""";
  static final String ENDPOINTS =
      """
      {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","addressType":"IPv4",
       "metadata":{"name":"web-1","namespace":"shop",
         "labels":{"kubernetes.io/service-name":"web"}},
       "ports":[{"port":8080,"protocol":"TCP"}],
       "endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":true}}]}""";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FakeListener listener = new FakeListener();
  private PolicyBook policies = TestPolicies.noLostRoutes(Mode.DENY, FailurePolicy.FAIL);
  private boolean synced = true;

  private final EstateReviewer reviewer =
      new EstateReviewer(
          EstateReviewerTest::estate,
          () -> policies,
          Attestations::none,
          () -> synced,
          listener,
          new DenialRecorder(listener, new AdmissionMeters(meters)),
          call -> Answer.allow(),
          CLOCK);

  @AfterEach
  void close() {
    reviewer.close();
  }

  private static AdmissionCall call(String json) {
    try {
      return ((Reviewable) new AdmissionCodec(CLOCK).decode(bytes(json))).call();
    } catch (MalformedReviewException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Estate estate() {
    var estate = Estate.empty(EstateSettings.defaults());
    for (var object : List.of(ingress("shop", "shop.example.com"), SERVICE, ENDPOINTS)) {
      estate = estate.with(call(ReviewJson.create(object)).change().subject());
    }
    return estate;
  }

  private static AdmissionCall loss() {
    return call(
        ReviewJson.update(ingress("shop", "shop.example.com"), ingress("shop", "other.com")));
  }

  private static AdmissionCall dryRun() {
    return call(
        ReviewJson.review(
            "UPDATE",
            ingress("shop", "other.com"),
            ingress("shop", "shop.example.com"),
            "\"dryRun\":true,"));
  }

  @Test
  void denial_tells_what_where_and_which_policy_and_is_recorded() {
    var answer = reviewer.review(loss(), DEADLINE);

    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message())
        .startsWith("ingresses \"shop\" is forbidden: routeguard no-lost-routes: ")
        .contains("shop.example.com", "at spec.rules");
    assertThat(answer.auditAnnotations())
        .containsEntry("verdict", "Deny")
        .containsEntry("policies", "no-lost-routes");
    assertThat(listener.denied).hasSize(1);
    assertThat(listener.admitted).isEmpty();
  }

  @Test
  void what_is_only_warned_about_goes_through_with_warnings() {
    policies = TestPolicies.noLostRoutes(Mode.WARN, FailurePolicy.FAIL);

    var answer = reviewer.review(loss(), DEADLINE);

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .singleElement()
        .asString()
        .startsWith("routeguard no-lost-routes");
    assertThat(answer.auditAnnotations()).containsEntry("verdict", "Warn");
    assertThat(listener.admitted).hasSize(1);
  }

  @Test
  void change_that_loses_nothing_is_admitted_without_a_word() {
    var answer =
        reviewer.review(call(ReviewJson.create(ingress("second", "second.com"))), DEADLINE);

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).isEmpty();
    assertThat(answer.auditAnnotations()).containsEntry("verdict", "Admit");
    assertThat(listener.admitted).hasSize(1);
    assertThat(listener.denied).isEmpty();
  }

  @Test
  void dry_run_gets_the_same_verdict_and_leaves_no_trace() {
    assertThat(reviewer.review(dryRun(), DEADLINE)).isEqualTo(reviewer.review(loss(), DEADLINE));
    assertThat(listener.denied).hasSize(1);

    policies = PolicyBook.empty();
    assertThat(reviewer.review(dryRun(), DEADLINE).allowed()).isTrue();
    assertThat(listener.admitted).isEmpty();
  }

  @Test
  void slow_recording_does_not_hold_up_the_answer() {
    var release = new CountDownLatch(1);
    listener.beforeDenied(() -> waitFor(release));
    var started = System.nanoTime();

    var answer = reviewer.review(loss(), NOW.plusMillis(200));

    assertThat(answer.allowed()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    assertThat(meters.get("routeguard.webhook.denials.recorded.late").counter().count()).isOne();
    release.countDown();
    await().untilAsserted(() -> assertThat(listener.denied).hasSize(1));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void failing_recording_does_not_change_the_answer_and_is_counted() {
    listener.beforeDenied(
        () -> {
          throw new IllegalStateException("no API server");
        });

    assertThat(reviewer.review(loss(), DEADLINE).allowed()).isFalse();
    assertThat(meters.get("routeguard.webhook.denials.unrecorded").counter().count()).isOne();
  }

  @Test
  void judgement_after_the_deadline_is_answered_and_told_as_late() {
    var answer = reviewer.review(loss(), NOW.minusMillis(1));

    assertThat(answer).isEqualTo(reviewer.late(loss()));
    assertThat(listener.denied).isEmpty();
  }

  @Test
  void late_is_denied_where_a_policy_that_may_deny_fails_closed() {
    var answer = reviewer.late(loss());

    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message()).contains("no-lost-routes", "failurePolicy is Fail");
    assertThat(answer.auditAnnotations()).containsEntry("verdict", "Late");
  }

  @Test
  void late_is_allowed_with_a_warning_where_no_policy_fails_closed() {
    policies = TestPolicies.noLostRoutes(Mode.DENY, FailurePolicy.IGNORE);
    assertThat(reviewer.late(loss()).allowed()).isTrue();

    policies = TestPolicies.noLostRoutes(Mode.WARN, FailurePolicy.FAIL);
    assertThat(reviewer.late(loss()).warnings()).hasSize(1);
  }

  @Test
  void ready_when_synced() {
    assertThat(reviewer.isReady()).isTrue();
    synced = false;
    assertThat(reviewer.isReady()).isFalse();
  }
}
