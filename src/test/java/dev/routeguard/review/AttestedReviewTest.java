package dev.routeguard.review;

import static dev.routeguard.check.Manifests.ALICE;
import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.NOW;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.landed;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.attestation.Approval;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.attestation.ChangeSet;
import dev.routeguard.attestation.ChangeSet.Member;
import dev.routeguard.attestation.Proposal;
import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttestedReviewTest {
  private static final String HOME = "routeguard";
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  private final PolicyFiles files = new PolicyFiles();
  private final Estate estate =
      Manifests.estate(
          CLASSES,
          service("shop", "web", 2, 0),
          service("shop", "pay", 2, 0),
          ingress("shop", "one", "shop.example.com", "/=web"));
  private final Change change =
      apply(estate, ingress("shop", "one", "shop.example.com", "/=web", "/pay=pay"));
  private final Attestations nothing = Attestations.in(HOME);

  private PolicyBook policy(String requires) {
    return PolicyBook.of(
        List.of(
            files.policy(
                """
                apiVersion: routeguard.dev/v1alpha1
                kind: ClusterRoutePolicy
                metadata: {name: reviewed}
                spec:
                  mode: Rollback
                  requires: %s
                """
                    .formatted(requires))));
  }

  private static Approval word(Change change, boolean approves, String user, String... groups) {
    return new Approval(
        "shop",
        user + (approves ? "-yes" : "-ask"),
        Proposal.of(change),
        approves,
        user,
        List.of(groups),
        "OPS-7",
        List.of("dashboards are open"),
        LATER);
  }

  private Review judged(PolicyBook book, Attestations attestations) {
    return Review.of(change, estate, book, attestations);
  }

  @Test
  void a_change_without_the_approval_it_needs_is_denied_with_both_commands() {
    var review = judged(policy("{approvals: {count: 1, group: leads}}"), nothing);

    assertThat(review.verdict()).isEqualTo(Verdict.DENY);
    var fingerprint = Proposal.of(change).fingerprint();
    assertThat(DenialText.denial(review))
        .contains("this change needs 1 approval from group leads, and has none")
        .contains(
            "kubectl routeguard approval request ingress/one -n shop --fingerprint " + fingerprint)
        .endsWith(
            "kubectl routeguard approval grant ingress/one -n shop --fingerprint " + fingerprint);
  }

  @Test
  void an_approval_of_somebody_else_in_the_group_lets_it_through_and_is_named() {
    var review =
        judged(
            policy("{approvals: {group: leads}}"),
            nothing.with(word(change, true, "bob", "leads")));

    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.attestations()).extracting(Approval::user).containsExactly("bob");
  }

  @Test
  void nobody_approves_their_own_change_nor_one_they_asked_approval_for() {
    var book = policy("{approvals: {count: 1}}");

    assertThat(judged(book, nothing.with(word(change, true, "alice"))).verdict())
        .isEqualTo(Verdict.DENY);
    var asked = nothing.with(word(change, false, "carol")).with(word(change, true, "carol"));
    assertThat(judged(book, asked).verdict()).isEqualTo(Verdict.DENY);
  }

  @Test
  void one_person_counts_once_and_only_in_the_group() {
    var book = policy("{approvals: {count: 2, group: leads}}");
    var bob = nothing.with(word(change, true, "bob", "leads"));
    var twice =
        bob.with(
            new Approval(
                "shop",
                "again",
                Proposal.of(change),
                true,
                "bob",
                List.of("leads"),
                "",
                List.of(),
                LATER));

    assertThat(judged(book, twice).verdict()).isEqualTo(Verdict.DENY);
    assertThat(judged(book, bob.with(word(change, true, "dave", "dev"))).verdict())
        .isEqualTo(Verdict.DENY);
    assertThat(judged(book, bob.with(word(change, true, "eve", "leads"))).verdict())
        .isEqualTo(Verdict.ADMIT);
  }

  @Test
  void an_approval_is_for_this_content_for_a_while_and_in_the_namespace_of_the_object() {
    var book = policy("{approvals: {count: 1}}");
    var other = apply(estate, ingress("shop", "one", "shop.example.com", "/=web", "/pay=web"));
    assertThat(judged(book, nothing.with(word(other, true, "bob"))).verdict())
        .isEqualTo(Verdict.DENY);

    var expired =
        new Approval("shop", "x", Proposal.of(change), true, "bob", List.of(), "", List.of(), NOW);
    assertThat(judged(book, nothing.with(expired)).verdict()).isEqualTo(Verdict.DENY);
    assertThat(Review.of(landed(change), estate, book, nothing.with(expired)).verdict())
        .as("what was approved and has landed is not put back because time has passed")
        .isEqualTo(Verdict.ADMIT);

    var elsewhere =
        new Approval(
            "mine", "x", Proposal.of(change), true, "bob", List.of(), "", List.of(), LATER);
    assertThat(judged(book, nothing.with(elsewhere)).verdict()).isEqualTo(Verdict.DENY);
  }

  @Test
  void ticket_and_checklist_are_the_authors_word() {
    var book = policy("{ticket: 'OPS-[0-9]+', checklist: [dashboards are open]}");

    assertThat(DenialText.denial(judged(book, nothing)))
        .contains("needs a ticket like OPS-[0-9]+")
        .contains("one item is not acknowledged: dashboards are open")
        .contains("--ticket TICKET --done 'dashboards are open'");
    assertThat(judged(book, nothing.with(word(change, true, "bob"))).verdict())
        .isEqualTo(Verdict.DENY);
    assertThat(judged(book, nothing.with(word(change, false, "alice"))).verdict())
        .isEqualTo(Verdict.ADMIT);
  }

  @Test
  void what_leaves_routing_as_it_is_needs_nothing() {
    var relabelled =
        apply(
            estate,
            ingress("shop", "one", "shop.example.com", "/=web")
                .replace("metadata: {", "metadata: {labels: {team: shop}, "));

    assertThat(Review.of(relabelled, estate, policy("{approvals: {count: 1}}"), nothing).verdict())
        .isEqualTo(Verdict.ADMIT);
  }

  @Test
  void where_nobody_can_have_said_anything_it_is_noted() {
    var review = Review.of(change, estate, policy("{approvals: {count: 1}}"));

    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review.notes()).anyMatch(note -> note.why().contains("approvals are given in"));
  }

  @Test
  void a_landed_change_that_nobody_approved_is_put_back() {
    var book = policy("{approvals: {count: 1}}");

    assertThat(Review.of(landed(change), estate, book, nothing).verdict())
        .isEqualTo(Verdict.ROLL_BACK);
  }

  @Test
  void deleting_what_serves_is_meant_where_somebody_else_approved_it() {
    var deletion = delete(estate, new ObjectRef(Kind.INGRESS, "shop", "one"));
    var starter = files.starter(Mode.DENY);

    assertThat(Review.of(deletion, estate, starter, nothing).verdict()).isEqualTo(Verdict.DENY);
    var own = nothing.with(word(deletion, true, "alice"));
    assertThat(Review.of(deletion, estate, starter, own).verdict()).isEqualTo(Verdict.DENY);
    var approved = nothing.with(word(deletion, true, "bob"));
    assertThat(Review.of(deletion, estate, starter, approved).verdict()).isEqualTo(Verdict.ADMIT);
  }

  @Test
  void members_of_a_set_are_judged_as_a_whole_in_any_order() {
    var starter = files.starter(Mode.DENY);
    var gone = delete(estate, new ObjectRef(Kind.INGRESS, "shop", "one"));
    var come = apply(estate, ingress("shop", "two", "shop.example.com", "/=web"));
    var attestations = nothing.with(set(gone, come));

    assertThat(Review.of(gone, estate, starter, nothing).verdict()).isEqualTo(Verdict.DENY);
    for (var order : List.of(List.of(gone, come), List.of(come, gone))) {
      var now = estate;
      for (var member : order) {
        var review = Review.of(member, now, starter, attestations);
        assertThat(review.verdict()).as(member.toString()).isEqualTo(Verdict.ADMIT);
        assertThat(review.changeSet()).isEqualTo("shop/move");
        now = now.with(List.of(member));
      }
    }
  }

  @Test
  void other_content_other_people_and_late_comers_are_no_members() {
    var starter = files.starter(Mode.DENY);
    var gone = delete(estate, new ObjectRef(Kind.INGRESS, "shop", "one"));
    var come = apply(estate, ingress("shop", "two", "shop.example.com", "/=web"));
    var attestations = nothing.with(set(gone, come));

    var bob = by("bob", gone, NOW);
    assertThat(Review.of(bob, estate, starter, attestations).verdict()).isEqualTo(Verdict.DENY);
    var late = by(ALICE.user(), gone, LATER);
    assertThat(Review.of(late, estate, starter, attestations).verdict()).isEqualTo(Verdict.DENY);
    var wider = estate.with(Manifests.object(ingress("shop", "one", "shop.example.com", "/=pay")));
    var other = delete(wider, new ObjectRef(Kind.INGRESS, "shop", "one"));
    assertThat(Review.of(other, wider, starter, attestations).changeSet()).isEmpty();
  }

  @Test
  void a_set_says_of_each_deletion_whether_it_is_meant_although_it_serves() {
    var starter = files.starter(Mode.DENY);
    var gone = delete(estate, new ObjectRef(Kind.INGRESS, "shop", "one"));
    var plain = new ChangeSet("shop", "s", "alice", "", LATER, List.of(member(gone, false)));
    var meant = new ChangeSet("shop", "s", "alice", "", LATER, List.of(member(gone, true)));

    assertThat(Review.of(gone, estate, starter, nothing.with(plain)).verdict())
        .isEqualTo(Verdict.DENY);
    assertThat(Review.of(gone, estate, starter, nothing.with(meant)).verdict())
        .isEqualTo(Verdict.ADMIT);
  }

  private static ChangeSet set(Change... changes) {
    return new ChangeSet(
        "shop",
        "move",
        ALICE.user(),
        "",
        LATER,
        List.of(changes).stream().map(change -> member(change, false)).toList());
  }

  private static Member member(Change change, boolean allowsDelete) {
    return new Member(Proposal.of(change), change.after(), allowsDelete);
  }

  private static Change by(String user, Change change, Instant at) {
    return Change.between(
        change.before(),
        change.after(),
        new dev.routeguard.estate.Actor(user, List.of(), "kubectl"),
        change.origin(),
        at);
  }
}
