package dev.routeguard.record;

import static dev.routeguard.check.Manifests.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Operation;
import dev.routeguard.estate.Origin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who asked, joined with what landed. */
class PendingAdmissionsTest {
  private static final Actor BOB = new Actor("bob", List.of(), "");

  private final TestClock clock = new TestClock();
  private final PendingAdmissions pending = new PendingAdmissions(clock);
  private final KubernetesObject before = object("u1", "5", "/=web");
  private final KubernetesObject after = object("u1", "6", "/=web", "/pay=pay");

  private static KubernetesObject object(String uid, String version, String... paths) {
    var object = Manifests.object(Manifests.ingress("shop", "shop", "shop.example.com", paths));
    return new KubernetesObject(
        object.ref(),
        uid,
        version,
        object.created(),
        false,
        object.labels(),
        object.annotations(),
        object.document());
  }

  private void admitted(
      @Nullable KubernetesObject from, @Nullable KubernetesObject to, Actor actor) {
    pending.admitted(Change.between(from, to, actor, Origin.ADMISSION, clock.instant()));
  }

  @Test
  void same_object_and_content_join() {
    admitted(before, after, ALICE);

    assertThat(pending.whoAskedFor(after.ref(), before, after)).contains(ALICE);
  }

  @Test
  void other_content_is_somebody_elses_change() {
    admitted(before, after, ALICE);

    assertThat(pending.whoAskedFor(after.ref(), before, object("u1", "6", "/=other"))).isEmpty();
  }

  @Test
  void who_asked_is_told_once() {
    admitted(before, after, ALICE);
    pending.whoAskedFor(after.ref(), before, after);

    assertThat(pending.whoAskedFor(after.ref(), before, after)).isEmpty();
  }

  @Test
  void of_two_who_asked_for_the_same_the_one_who_saw_the_replaced_state_made_it() {
    admitted(before, after, ALICE);
    admitted(object("u1", "4", "/=web"), after, BOB);

    assertThat(pending.whoAskedFor(after.ref(), before, after)).contains(ALICE);
  }

  @Test
  void creation_joins_also_where_admission_saw_no_uid() {
    admitted(null, object("", "", "/=web"), ALICE);

    assertThat(pending.whoAskedFor(before.ref(), null, before)).contains(ALICE);
  }

  @Test
  void deletion_joins() {
    admitted(before, null, ALICE);

    assertThat(pending.whoAskedFor(before.ref(), before, null)).contains(ALICE);
  }

  @Test
  void what_does_not_land_within_a_minute_is_forgotten() {
    admitted(before, after, ALICE);
    clock.advance(Duration.ofSeconds(61));

    assertThat(pending.whoAskedFor(after.ref(), before, after)).isEmpty();
  }

  @Test
  void dry_run_is_not_remembered() {
    pending.admitted(
        new Change(
            Operation.UPDATE, before, after, ALICE, Origin.ADMISSION, true, clock.instant()));

    assertThat(pending.whoAskedFor(after.ref(), before, after)).isEmpty();
  }
}
