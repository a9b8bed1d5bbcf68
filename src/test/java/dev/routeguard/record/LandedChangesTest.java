package dev.routeguard.record;

import static dev.routeguard.check.Manifests.ALICE;
import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.ingressWith;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.ChangeOperation;
import dev.routeguard.api.v1alpha1.ChangeOrigin;
import dev.routeguard.api.v1alpha1.VerdictName;
import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of changes that landed, on the leader and beside it. */
class LandedChangesTest {
  private static final ObjectRef SHOP = new ObjectRef(Kind.INGRESS, "shop", "shop");
  private static final ObjectRef PAY = new ObjectRef(Kind.SERVICE, "shop", "pay");
  private static final String GOOD =
      ingress("shop", "shop", "shop.example.com", "/=web", "/pay=pay");
  private static final String BAD = ingress("shop", "shop", "shop.example.com", "/=web");
  private static final String WORSE = ingress("shop", "shop", "shop.example.com", "/=nothing");
  private static final String BETTER =
      ingress("shop", "shop", "shop.example.com", "/=web", "/pay=pay", "/new=pay");

  private final Guarded guarded = new Guarded();
  private final Cluster cluster = guarded.cluster;

  @BeforeEach
  void shopExists() {
    guarded.policy("Rollback");
    cluster.apply(CLASSES, service("shop", "web", 2, 0), service("shop", "pay", 3, 0), GOOD);
  }

  private Guarded.Operator started() {
    var operator = guarded.start();
    guarded.later(Duration.ofMinutes(1));
    return operator;
  }

  private String paths() {
    return cluster.get(SHOP).map("spec").toString();
  }

  private List<ChangeAction> actions() {
    return guarded.changesOf(SHOP).stream().map(change -> change.getStatus().action).toList();
  }

  @Test
  void what_was_there_before_routeguard_is_no_change() {
    started();

    assertThat(guarded.records.changes()).isEmpty();
    assertThat(guarded.records.revisionsOf(SHOP)).hasSize(1);
    assertThat(guarded.records.revisionsOf(PAY)).hasSize(1);
  }

  @Test
  void bad_change_is_put_back_and_the_putting_back_is_no_change() {
    started();

    cluster.apply(BAD);

    assertThat(paths()).contains("/pay");
    var record = guarded.onlyChangeOf(SHOP);
    assertThat(record.getSpec().verdict).isEqualTo(VerdictName.ROLL_BACK);
    assertThat(record.getSpec().origin).isEqualTo(ChangeOrigin.WATCH);
    assertThat(record.getSpec().revisionBefore).isNotEmpty();
    assertThat(record.getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
    assertThat(record.getStatus().rollback.by).isEqualTo("operator-0");
    assertThat(record.getStatus().rollback.resourceVersion)
        .isEqualTo(cluster.get(SHOP).resourceVersion());
  }

  @Test
  void the_same_bad_change_again_is_held() {
    var operator = started();

    cluster.apply(BAD);
    cluster.apply(BAD);

    assertThat(cluster.restoreWrites()).isEqualTo(1);
    assertThat(paths()).doesNotContain("/pay");
    assertThat(actions()).containsExactlyInAnyOrder(ChangeAction.ROLLED_BACK, ChangeAction.HELD);
    assertThat(operator.decisions).containsExactly(ChangeAction.ROLLED_BACK, ChangeAction.HELD);
  }

  @Test
  void the_same_bad_change_again_is_held_after_a_restart_too() {
    started().kill();
    cluster.apply(BAD);
    guarded.start().kill();
    cluster.apply(BAD);

    guarded.start();

    assertThat(cluster.restoreWrites()).isEqualTo(1);
    assertThat(actions()).containsExactlyInAnyOrder(ChangeAction.ROLLED_BACK, ChangeAction.HELD);
  }

  @Test
  void more_than_three_rollbacks_in_ten_minutes_are_a_fight_and_end() {
    started();

    for (int i = 0; i < 5; i++) {
      cluster.apply(ingress("shop", "shop", "shop.example.com", "/=web", "/extra" + i + "=web"));
    }

    assertThat(cluster.restoreWrites()).isEqualTo(3);
  }

  @Test
  void good_change_becomes_the_state_to_go_back_to() {
    started();

    cluster.apply(BETTER);
    cluster.apply(BAD);

    assertThat(paths()).contains("/new");
    assertThat(actions())
        .containsExactlyInAnyOrder(ChangeAction.ADMITTED, ChangeAction.ROLLED_BACK);
  }

  @Test
  void status_and_bookkeeping_are_no_changes() {
    started();

    cluster.touch(SHOP);
    cluster.apply(
        ingressWith(
            "shop", "shop", "example.com/note: x", "", "shop.example.com", "/=web", "/pay=pay"));

    assertThat(guarded.records.changes()).isEmpty();
  }

  @Test
  void routing_annotation_is_a_change() {
    started();

    cluster.apply(
        ingressWith(
            "shop",
            "shop",
            "nginx.ingress.kubernetes.io/proxy-read-timeout: \"30\"",
            "",
            "shop.example.com",
            "/=web",
            "/pay=pay"));

    assertThat(guarded.onlyChangeOf(SHOP).getStatus().action).isEqualTo(ChangeAction.ADMITTED);
  }

  @Test
  void deletion_is_put_back_under_a_new_uid() {
    started();
    var uid = cluster.get(SHOP).uid();

    cluster.delete(SHOP);

    assertThat(cluster.get(SHOP).uid()).isNotEqualTo(uid);
    var record = guarded.onlyChangeOf(SHOP);
    assertThat(record.getSpec().operation).isEqualTo(ChangeOperation.DELETE);
    assertThat(record.getStatus().rollback.message).contains(cluster.get(SHOP).uid());
  }

  @Test
  void what_was_put_back_after_its_deletion_is_guarded_like_before() {
    started();
    cluster.delete(SHOP);

    cluster.apply(BAD);

    assertThat(paths()).contains("/pay");
    assertThat(cluster.restoreWrites()).isEqualTo(2);
  }

  @Test
  void deletion_of_a_service_that_a_route_names_is_put_back() {
    started();

    cluster.delete(PAY);

    assertThat(cluster.has(PAY)).isTrue();
    assertThat(guarded.onlyChangeOf(PAY).getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
  }

  @Test
  void deny_policy_lets_what_landed_stay_and_tells() {
    guarded.policy("Deny");
    started().kill();
    cluster.apply(BAD);

    guarded.start().kill();
    guarded.start();

    assertThat(cluster.restoreWrites()).isZero();
    assertThat(guarded.onlyChangeOf(SHOP).getStatus().action).isEqualTo(ChangeAction.LANDED);
    assertThat(guarded.records.revisionsOf(SHOP)).hasSize(1);
  }

  @Test
  void step_of_a_repair_is_let_through_but_is_no_state_to_go_back_to() {
    guarded.policy("Deny");
    started();
    cluster.apply(BAD);

    cluster.apply(ingress("shop", "shop", "shop.example.com", "/=web", "/extra=web"));

    assertThat(actions()).containsExactlyInAnyOrder(ChangeAction.LANDED, ChangeAction.ADMITTED);
    assertThat(guarded.records.revisionsOf(SHOP)).hasSize(1);
  }

  @Test
  void status_write_that_wins_the_race_does_not_save_the_bad_state() {
    started();
    cluster.beforeNextPatch(() -> cluster.touch(SHOP));

    cluster.apply(BAD);

    assertThat(paths()).contains("/pay");
    assertThat(guarded.onlyChangeOf(SHOP).getStatus().rollback.attempts).isEqualTo(2);
  }

  @Test
  void newer_change_is_never_overwritten_and_is_judged_by_itself() {
    started();
    cluster.beforeNextPatch(() -> cluster.apply(BETTER));

    cluster.apply(BAD);

    assertThat(paths()).contains("/new");
    assertThat(actions()).containsExactlyInAnyOrder(ChangeAction.HELD, ChangeAction.ADMITTED);
  }

  @Test
  void newer_bad_change_does_not_profit_from_the_one_before() {
    started();
    cluster.beforeNextPatch(() -> cluster.apply(WORSE));

    cluster.apply(BAD);

    assertThat(paths()).contains("/pay").doesNotContain("nothing");
    assertThat(actions()).containsExactlyInAnyOrder(ChangeAction.HELD, ChangeAction.ROLLED_BACK);
  }

  @Test
  void objects_that_came_and_went_meanwhile_are_recorded() {
    started().kill();
    var other = new ObjectRef(Kind.INGRESS, "shop", "other");
    cluster.apply(ingress("shop", "other", "other.example.com", "/=web"));

    guarded.start().kill();
    assertThat(guarded.onlyChangeOf(other).getSpec().operation).isEqualTo(ChangeOperation.CREATE);
    guarded.later(Duration.ofMinutes(1));
    guarded.policy("Audit");
    cluster.delete(other);
    guarded.start();

    assertThat(guarded.changesOf(other))
        .extracting(change -> change.getSpec().operation)
        .containsExactlyInAnyOrder(ChangeOperation.CREATE, ChangeOperation.DELETE);
  }

  @Test
  void service_made_with_its_route_is_guarded_through_a_restart() {
    var operator = started();
    cluster.apply(service("shop", "gift", 1, 0));
    cluster.apply(ingress("shop", "gift", "gift.example.com", "/=gift"));
    operator.kill();
    var gift = new ObjectRef(Kind.SERVICE, "shop", "gift");
    cluster.delete(gift);

    guarded.start();

    assertThat(cluster.has(gift)).isTrue();
    assertThat(guarded.onlyChangeOf(gift).getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
  }

  @Test
  void admission_tells_who_and_the_watch_what() {
    var operator = started();
    operator.pending.admitted(asked(BETTER));

    cluster.apply(BETTER);

    var spec = guarded.onlyChangeOf(SHOP).getSpec();
    assertThat(spec.actor.user).isEqualTo("alice");
    assertThat(spec.origin).isEqualTo(ChangeOrigin.ADMISSION);
    assertThat(spec.patch).contains("/new");
    assertThat(spec.summary).contains("/new");
  }

  private Change asked(String text) {
    var before = cluster.get(SHOP);
    var written = Manifests.object(text);
    var after =
        new KubernetesObject(
            written.ref(),
            before.uid(),
            before.resourceVersion(),
            before.created(),
            false,
            written.labels(),
            written.annotations(),
            written.document());
    return Change.between(before, after, ALICE, Origin.ADMISSION, guarded.clock.instant());
  }

  @Test
  void with_two_replicas_the_one_that_admitted_writes_who_and_the_leader_acts() {
    var admitting = guarded.operator(2).follow();
    guarded.operator(2).lead();
    guarded.later(Duration.ofMinutes(1));
    admitting.pending.admitted(asked(BAD));

    cluster.apply(BAD);

    var record = guarded.onlyChangeOf(SHOP);
    assertThat(record.getSpec().actor.user).isEqualTo("alice");
    assertThat(record.getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
    assertThat(cluster.restoreWrites()).isEqualTo(1);
  }

  @Test
  void two_leaders_at_once_still_make_one_record_and_one_rollback() {
    guarded.operator(2).lead();
    guarded.operator(2).lead();
    guarded.later(Duration.ofMinutes(1));

    cluster.apply(BAD);

    assertThat(guarded.changesOf(SHOP)).hasSize(1);
    assertThat(cluster.restoreWrites()).isEqualTo(1);
    assertThat(paths()).contains("/pay");
  }

  @Test
  void second_leader_that_comes_right_between_record_and_patch_makes_no_second_one() {
    started();
    var second = guarded.operator(2);
    cluster.beforeNextPatch(second::lead);

    cluster.apply(BAD);
    cluster.apply(BETTER);

    assertThat(cluster.restoreWrites()).isEqualTo(1);
    assertThat(actions())
        .containsExactlyInAnyOrder(ChangeAction.ROLLED_BACK, ChangeAction.ADMITTED);
  }

  @Test
  void leader_that_has_seen_nothing_yet_takes_nothing_for_deleted() {
    started().kill();

    guarded.operator(1).leadUnseeing().follow();

    assertThat(guarded.records.changes()).isEmpty();
    cluster.apply(BAD);
    assertThat(guarded.onlyChangeOf(SHOP).getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
  }

  @Test
  void replica_that_lost_its_lease_writes_nothing_and_the_next_leader_finds_the_change() {
    var first = guarded.operator(2).lead();
    var second = guarded.operator(2).follow();
    guarded.later(Duration.ofMinutes(1));
    first.stepDown();
    cluster.apply(BAD);
    assertThat(guarded.records.changes()).isEmpty();

    second.takeOver();

    assertThat(guarded.onlyChangeOf(SHOP).getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
  }

  @Test
  void api_server_that_fails_for_a_while_loses_no_record() {
    started();
    guarded.records.failNext(7, new KubernetesClientException("etcdserver: no space"));

    cluster.apply(BAD);

    assertThat(guarded.onlyChangeOf(SHOP).getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
    assertThat(cluster.restoreWrites()).isEqualTo(1);
  }

  @Test
  void record_that_can_never_be_stored_is_counted_and_holds_nobody_up() {
    var operator = started();
    guarded.records.failNext(1, new KubernetesClientException("too large", 413, null));

    cluster.apply(BETTER);
    cluster.apply(GOOD);

    assertThat(operator.dropped).hasSize(1);
    assertThat(guarded.changesOf(SHOP)).hasSize(1);
  }
}
