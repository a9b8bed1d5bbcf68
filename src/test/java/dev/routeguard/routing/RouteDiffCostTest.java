package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.ingressClass;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Prints what one more Ingress costs in CPU time; the bound is loose. */
class RouteDiffCostTest {
  private static final int PRESENT = 1_000;
  private static final int ROUNDS = 3_000;

  @Test
  void one_more_ingress_costs_what_its_host_holds_not_what_the_estate_holds() {
    var small = estate(10);
    var large = estate(PRESENT);
    double few = microsPerChange(small);
    double many = microsPerChange(large);

    System.out.printf(
        "one more Ingress: %.0f us CPU at 10 present, %.0f us at %d present%n", few, many, PRESENT);
    assertThat(many).isLessThan(5_000);
  }

  private static Estate estate(int ingresses) {
    var estate =
        Estate.empty(EstateSettings.defaults())
            .with(ingressClass("nginx", "k8s.io/ingress-nginx"))
            .with(service("shop", "web"))
            .with(slice("shop", "web", 3, 0));
    for (int i = 0; i < ingresses; i++) {
      var host = "h" + i / 3 + ".example.com";
      estate = estate.with(ingress("i" + i, host).path("Prefix", "/p" + i, "web").object());
    }
    return estate;
  }

  private static double microsPerChange(Estate estate) {
    var added = ingress("new", "h1.example.com").path("Prefix", "/new", "web").object();
    var threads = ManagementFactory.getThreadMXBean();
    double best = Double.MAX_VALUE;
    for (int batch = 0; batch < 5; batch++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < ROUNDS; i++) {
        var before = RouteTables.of(estate);
        var after = RouteTables.of(estate.with(added));
        var diff = RouteDiff.between(before, after);
        Impact.of(diff, before, after);
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 1_000.0 / ROUNDS);
    }
    return best;
  }
}
