package dev.routeguard.admission;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.NOW;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.attestation.Attestations;
import dev.routeguard.attestation.Proposal;
import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Operation;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyFiles;
import dev.routeguard.review.Review;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttestationReviewerTest {
  private static final Actor BOB = new Actor("bob", List.of("leads", "dev"), "kubectl");
  private static final String FINGERPRINT = "0".repeat(64);

  private final Estate estate =
      Manifests.estate(
          CLASSES,
          service("shop", "web", 2, 0),
          ingress("shop", "one", "shop.example.com", "/=web"));
  private final List<String> asked = new ArrayList<>();
  private boolean mayDoAll = true;
  private final FakeListener listener = new FakeListener();
  private final DenialRecorder denials =
      new DenialRecorder(listener, new AdmissionMeters(new SimpleMeterRegistry()));
  private final AttestationReviewer reviewer =
      new AttestationReviewer(
          () -> estate,
          () -> new PolicyFiles().starter(Mode.DENY),
          () -> Attestations.in("routeguard"),
          (actor, verb, object) -> {
            asked.add("%s %s %s".formatted(actor.user(), verb, object));
            return mayDoAll;
          },
          new KubernetesSerialization(),
          denials);

  @AfterEach
  void close() {
    denials.close();
  }

  private Answer create(String kind, Map<String, Object> spec) {
    return create(kind, spec, false);
  }

  private Answer create(String kind, Map<String, Object> spec, boolean dryRun) {
    var document =
        Map.of(
            "apiVersion",
            "routeguard.dev/v1alpha1",
            "kind",
            kind,
            "metadata",
            Map.of("name", "x", "namespace", "shop"),
            "spec",
            spec);
    return reviewer.review(
        new OwnObjectCall("u", kind, Operation.CREATE, document, BOB, dryRun, NOW));
  }

  private static Map<String, Object> approval(String user, String group, Duration lasts) {
    return Map.of(
        "object",
        Map.of("kind", "Ingress", "namespace", "shop", "name", "one"),
        "operation",
        "Apply",
        "fingerprint",
        FINGERPRINT,
        "decision",
        "Approved",
        "by",
        Map.of("user", user, "groups", List.of(group)),
        "expiresAt",
        NOW.plus(lasts).toString());
  }

  @Test
  void a_word_in_ones_own_name_and_group_is_taken() {
    assertThat(create("RouteApproval", approval("bob", "leads", Duration.ofHours(8))).message())
        .isEmpty();
  }

  @Test
  void nobody_speaks_for_somebody_else_or_for_a_group_they_are_not_in() {
    assertThat(create("RouteApproval", approval("alice", "dev", Duration.ofHours(8))).message())
        .contains("spec.by.user: you are bob, and nobody speaks for somebody else");
    assertThat(create("RouteApproval", approval("bob", "owners", Duration.ofHours(8))).message())
        .contains("spec.by.groups: you are not in owners");
  }

  @Test
  void a_word_neither_is_past_nor_lasts_for_ever() {
    assertThat(create("RouteApproval", approval("bob", "dev", Duration.ofSeconds(-1))).message())
        .contains("is past");
    assertThat(create("RouteApproval", approval("bob", "dev", Duration.ofDays(31))).message())
        .contains("more than 30 days away");
  }

  @Test
  void a_word_is_given_where_the_object_is() {
    var spec = new HashMap<>(approval("bob", "dev", Duration.ofHours(1)));
    spec.put("object", Map.of("kind", "Ingress", "namespace", "bank", "name", "one"));
    assertThat(create("RouteApproval", spec).message()).contains("must be in namespace bank");
    spec.put("object", Map.of("kind", "Deployment", "namespace", "shop", "name", "one"));
    assertThat(create("RouteApproval", spec).message()).contains("Deployment does not route");
  }

  private Map<String, Object> set(Object... members) {
    return Map.of(
        "submittedBy", Map.of("user", "bob"),
        "expiresAt", NOW.plus(Duration.ofHours(1)).toString(),
        "members", List.of(members));
  }

  private static Map<String, Object> member(KubernetesObject after) {
    return Map.of(
        "object",
        reference(after),
        "operation",
        "Apply",
        "fingerprint",
        Proposal.contentOf(after).fingerprint(),
        "content",
        after.document());
  }

  private static Map<String, Object> deletion(KubernetesObject before) {
    return Map.of(
        "object",
        reference(before),
        "operation",
        "Delete",
        "fingerprint",
        Proposal.deletionOf(before).fingerprint());
  }

  private static Map<String, Object> reference(KubernetesObject object) {
    return Map.of(
        "kind",
        object.ref().kind().kindName(),
        "namespace",
        object.ref().namespace(),
        "name",
        object.ref().name());
  }

  private final KubernetesObject one =
      Manifests.object(ingress("shop", "one", "shop.example.com", "/=web"));
  private final KubernetesObject two =
      Manifests.object(ingress("shop", "two", "shop.example.com", "/=web"));

  private final KubernetesObject other =
      Manifests.object(ingress("shop", "other", "other.example.com", "/=web"));

  @Test
  void a_set_that_is_fine_as_a_whole_is_taken() {
    assertThat(create("RouteChangeSet", set(deletion(one), member(two))).message()).isEmpty();
    assertThat(asked)
        .containsExactlyInAnyOrder("bob delete Ingress/shop/one", "bob create Ingress/shop/two");
  }

  @Test
  void a_set_that_is_bad_as_a_whole_is_denied_by_the_policies() {
    assertThat(create("RouteChangeSet", set(deletion(one))).message())
        .contains("is forbidden")
        .contains("shop.example.com");
  }

  @Test
  void a_set_that_is_denied_is_recorded_at_the_members_that_are_to_blame() {
    create("RouteChangeSet", set(deletion(one), member(other)));
    assertThat(listener.refused).containsExactly(one.ref());
    assertThat(listener.denied).extracting(Review::changeSet).containsExactly("shop/x");
  }

  @Test
  void a_set_that_is_only_tried_or_that_is_fine_leaves_no_record() {
    create("RouteChangeSet", set(deletion(one)), true);
    create("RouteChangeSet", set(deletion(one), member(two)));
    assertThat(listener.refused).isEmpty();
  }

  @Test
  void a_set_holds_only_what_whoever_submits_it_may_do() {
    mayDoAll = false;
    assertThat(create("RouteChangeSet", set(member(two))).message())
        .contains("bob may not create Ingress/shop/two");
  }

  @Test
  void a_member_is_what_its_fingerprint_says() {
    var forged = new HashMap<>(member(two));
    forged.put("fingerprint", FINGERPRINT);
    assertThat(create("RouteChangeSet", set(forged)).message())
        .contains("spec.members[0]: object or fingerprint is not that of the content");
    assertThat(create("RouteChangeSet", set(member(two), member(two))).message())
        .contains("spec.members[1]: Ingress/shop/two stands there twice");
    var stale = Manifests.object(ingress("shop", "one", "shop.example.com", "/other=web"));
    assertThat(create("RouteChangeSet", set(deletion(stale), member(two))).message())
        .contains("has changed since: plan again");
  }
}
