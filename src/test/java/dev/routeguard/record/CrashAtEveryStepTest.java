package dev.routeguard.record;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.ChangeOperation;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process is killed at every single call it makes to the API server, before the call arrives
 * and after it took effect. Whenever that is, the process after it ends up with one record of each
 * change and one rollback.
 */
class CrashAtEveryStepTest {
  private static final ObjectRef SHOP = new ObjectRef(Kind.INGRESS, "shop", "shop");
  private static final String GOOD =
      ingress("shop", "shop", "shop.example.com", "/=web", "/pay=pay");
  private static final String BAD =
      ingress("shop", "shop", "shop.example.com", "/=web", "/pay=nothing");

  /** Until a run makes fewer calls than the one it was to be killed at. */
  private boolean crashes = true;

  private static Guarded shopIsKnown() {
    var guarded = new Guarded();
    guarded.policy("Rollback");
    guarded.cluster.apply(
        CLASSES, service("shop", "web", 2, 0), service("shop", "pay", 3, 0), GOOD);
    guarded.start().kill();
    guarded.later(Duration.ofMinutes(1));
    return guarded;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bad_change_that_landed_meanwhile_is_put_back_once(boolean afterItTookEffect) {
    whereverItCrashes(
        afterItTookEffect,
        cluster -> cluster.apply(BAD),
        world -> {
          assertThat(world.cluster.get(SHOP).toString()).isNotEmpty();
          assertThat(pathsOf(world)).contains("pay").doesNotContain("nothing");
          var record = world.onlyChangeOf(SHOP);
          assertThat(record.getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
          assertThat(world.cluster.restoreWrites()).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deletion_that_landed_meanwhile_is_put_back_once(boolean afterItTookEffect) {
    whereverItCrashes(
        afterItTookEffect,
        cluster -> cluster.delete(SHOP),
        world -> {
          assertThat(world.cluster.has(SHOP)).isTrue();
          var record = world.onlyChangeOf(SHOP);
          assertThat(record.getSpec().operation).isEqualTo(ChangeOperation.DELETE);
          assertThat(record.getStatus().action).isEqualTo(ChangeAction.ROLLED_BACK);
          assertThat(record.getStatus().rollback.uid).isEqualTo(world.cluster.get(SHOP).uid());
          assertThat(world.cluster.restoreWrites()).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void good_change_that_landed_meanwhile_is_recorded_once_and_kept(boolean afterItTookEffect) {
    whereverItCrashes(
        afterItTookEffect,
        cluster ->
            cluster.apply(
                ingress("shop", "shop", "shop.example.com", "/=web", "/pay=pay", "/new=web")),
        world -> {
          var record = world.onlyChangeOf(SHOP);
          assertThat(record.getStatus().action).isEqualTo(ChangeAction.ADMITTED);
          assertThat(world.cluster.restoreWrites()).isZero();
          assertThat(world.records.revisionsOf(SHOP)).hasSize(2);
        });
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void status_writes_of_a_controller_between_crash_and_restart_are_no_changes(
      boolean afterItTookEffect) {
    for (int call = 1; crashes; call++) {
      var world = crashed(call, afterItTookEffect, c -> c.apply(BAD));
      world.cluster.touch(SHOP);
      world.start();
      assertThat(world.changesOf(SHOP)).as("killed at call %d", call).hasSize(1);
      assertThat(world.cluster.restoreWrites()).as("killed at call %d", call).isEqualTo(1);
    }
  }

  private void whereverItCrashes(
      boolean afterItTookEffect, Consumer<Cluster> change, Consumer<Guarded> expectation) {
    for (int call = 1; crashes; call++) {
      var world = crashed(call, afterItTookEffect, change);
      world.start().kill();
      world.start();
      try {
        expectation.accept(world);
      } catch (AssertionError e) {
        throw new AssertionError("killed at call " + call + ": " + e.getMessage(), e);
      }
    }
  }

  private Guarded crashed(int call, boolean afterItTookEffect, Consumer<Cluster> change) {
    var guarded = shopIsKnown();
    change.accept(guarded.cluster);
    var operator = guarded.operator(1);
    guarded.fuse.blowAt(call, afterItTookEffect);
    try {
      operator.lead();
    } catch (Crash e) {
      // As was asked for.
    }
    crashes = guarded.fuse.hasBlown();
    guarded.fuse.mend();
    operator.kill();
    return guarded;
  }

  private static String pathsOf(Guarded world) {
    return world.cluster.get(SHOP).map("spec").toString();
  }
}
