package dev.routeguard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests;
import dev.routeguard.routing.conditions.GatewayConditions;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Manifests that make no sense, 10,000 of them: reading them, the tables, the diff, the impact and
 * the conditions never throw. What is nonsense stands beside sound objects, as it does in a cluster
 * whose validation is older or newer than this.
 *
 * <p>Prints how long the slowest took: those that were slow are measured again at the end, when the
 * compiler has done its part, and the best of ten times counts.
 */
class MutatedManifestsTest {
  private static final int MANIFESTS = 10_000;
  private static final int PER_ESTATE = 100;
  private static final int MEASURED_AGAIN = 30;
  private static final int ROUNDS = 10;

  private record Measured(Estate estate, Map<String, Object> manifest, double millis) {}

  private final PriorityQueue<Measured> slowest =
      new PriorityQueue<>(Comparator.comparing(Measured::millis));

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void no_manifest_makes_the_model_throw_or_hang() {
    var kinds = EnumSet.noneOf(Kind.class);
    for (int seed = 0; seed < MANIFESTS / PER_ESTATE; seed++) {
      reviewAll(seed, kinds);
    }

    var worst = slowest.stream().map(this::again).max(Comparator.comparing(Measured::millis));
    worst.ifPresent(MutatedManifestsTest::print);
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
  }

  private void reviewAll(long seed, Set<Kind> kinds) {
    var manifests = new RandomManifests(seed);
    var estate = estate(manifests);
    var mutations = new Mutations(manifests.random());
    for (int i = 0; i < PER_ESTATE; i++) {
      var mutated = mutations.of(manifests.any());
      try {
        read(mutated).ifPresent(object -> kinds.add(object.ref().kind()));
        measure(estate, mutated);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", manifest " + i + ": " + text(mutated), e);
      }
    }
  }

  private static Estate estate(RandomManifests manifests) {
    var estate = Estate.empty(manifests.settings());
    for (Map<String, Object> document : manifests.all()) {
      estate = estate.with(read(document).orElseThrow());
    }
    return estate;
  }

  private void measure(Estate estate, Map<String, Object> mutated) {
    slowest.add(new Measured(estate, mutated, millis(estate, mutated)));
    if (slowest.size() > MEASURED_AGAIN) {
      slowest.remove();
    }
  }

  private Measured again(Measured slow) {
    double best = slow.millis();
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, millis(slow.estate(), slow.manifest()));
    }
    return new Measured(slow.estate(), slow.manifest(), best);
  }

  private static void print(Measured worst) {
    System.out.printf("slowest of %d mutated manifests: %.1f ms%n", MANIFESTS, worst.millis());
    System.out.println(worst.estate().settings().dialects() + " " + text(worst.manifest()));
  }

  /** CPU time, as other processes are no fault of the manifest. */
  private static double millis(Estate estate, Map<String, Object> mutated) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    review(estate, mutated);
    return (threads.getCurrentThreadCpuTime() - start) / 1e6;
  }

  /** All that one change costs. */
  private static void review(Estate estate, Map<String, Object> mutated) {
    read(mutated)
        .ifPresent(
            object -> {
              var before = RouteTables.of(estate);
              var after = RouteTables.of(estate.with(object));
              var diff = RouteDiff.between(before, after);
              Impact.of(diff, before, after);
              after.routesOf(object.ref());
              after.notesOn(object.ref());
              GatewayConditions.of(after.estate()).all();
            });
  }

  /** Empty where it is refused as no object at all. */
  private static Optional<KubernetesObject> read(Map<String, Object> document) {
    try {
      return Documents.read(document, Manifests.NOW);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s)not a Kubernetes object.*|.*metadata.*|nested.*");
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> document) {
    var text = document.toString();
    return text.substring(0, Math.min(500, text.length()));
  }
}
