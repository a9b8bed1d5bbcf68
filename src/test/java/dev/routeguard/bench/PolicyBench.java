package dev.routeguard.bench;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.Check;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.Origin;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import dev.routeguard.review.Census;
import dev.routeguard.review.Review;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RouteDiff;
import dev.routeguard.routing.RouteTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What policies cost: the audit of a whole cluster, and a review beside the comparison of routes
 * that it needs anyhow. How to run it stands in docs/benchmarks.md.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 6, time = 5)
@Measurement(iterations = 3, time = 5)
public class PolicyBench {
  private static final Instant AT = Instant.parse("2026-02-01T00:00:00Z");
  private static final Path EXPRESSIONS = Path.of("deploy/examples/at-most-a-tenth.yaml");
  private static final int CHANGES = 64;
  private static final int CHECKS_EACH = 3;
  private static final String HEAD =
      """
      apiVersion: routeguard.dev/v1alpha1
      kind: ClusterRoutePolicy
      metadata: {name: bench-%d}
      spec:
        title: Part of the catalogue
        mode: Warn
        match: {namespaces: [team-%d, team-%d]}
        checks:
      """;

  /** Ingresses; everything else grows with them. */
  @Param({"100", "5000"})
  public int ingresses;

  private Estate estate = LargeEstate.estate(List.of());
  private PolicyBook policies = PolicyBook.empty();
  private final List<Change> changes = new ArrayList<>();
  private int turn;

  @Setup
  public void build() {
    var large = new LargeEstate(ingresses);
    estate = LargeEstate.estate(large.documents());
    policies = policies(20);
    for (int i = 0; i < CHANGES; i++) {
      int number = i % (ingresses / 5);
      var path = "/changed" + i;
      var after =
          LargeEstate.read(i % 4 == 0 ? large.route(number, path) : large.ingress(number, path));
      var before = estate.find(after.ref()).orElseThrow();
      changes.add(Change.between(before, after, Actor.UNKNOWN, Origin.ADMISSION, AT));
    }
  }

  /** The baseline: what a review has to compare, whatever is asked of it. */
  @Benchmark
  public Impact compare() {
    var before = RouteTables.of(estate);
    var after = RouteTables.of(estate.with(List.of(changes.get(turn++ % CHANGES))));
    return Impact.of(RouteDiff.between(before, after), before, after);
  }

  /** The same change judged by 20 policies. */
  @Benchmark
  public Review review() {
    return Review.of(changes.get(turn++ % CHANGES), estate, policies);
  }

  /**
   * The starter policies, the one with expressions, and every check of the catalogue, spread over
   * the others, each for the namespaces of some teams.
   */
  static PolicyBook policies(int count) {
    var files = new PolicyFiles();
    var all = new ArrayList<>(files.starter(Mode.DENY).policies());
    all.add(files.compile(EXPRESSIONS).compiled().orElseThrow());
    var checks = Catalogue.builtIn().all().stream().map(Check::name).toList();
    int each = Math.max(CHECKS_EACH, checks.size() / (count - all.size()));
    for (int i = 0; all.size() < count; i++) {
      all.add(files.policy(policy(i, checks, each)));
    }
    return PolicyBook.of(all);
  }

  private static String policy(int number, List<String> checks, int each) {
    var text = new StringBuilder(HEAD.formatted(number, number % 50, number * 7 % 50));
    for (int i = 0; i < each; i++) {
      var check = checks.get((number * each + i) % checks.size());
      text.append("  - name: ").append(check).append('\n');
    }
    return text.toString();
  }

  /** The whole cluster under 100 policies; beside it the reading of all its routes alone. */
  private static void audit(int ingresses) {
    var estate = LargeEstate.estate(new LargeEstate(ingresses).documents());
    var policies = policies(100);
    for (int round = 0; round < 3; round++) {
      double routes = millis(() -> read(estate));
      var found = new HashMap<String, Census.Count>();
      double audit = millis(() -> found.putAll(Census.of(policies, estate, AT)));
      System.out.printf(
          "%d objects: routes read in %.0f ms, judged by %d policies in %.0f ms (x %.2f);"
              + " %d violations, %d errors%n",
          estate.size(),
          routes,
          found.size(),
          audit,
          audit / routes,
          found.values().stream().mapToInt(Census.Count::violating).sum(),
          found.values().stream().filter(one -> !one.error().isEmpty()).count());
    }
  }

  private static void read(Estate estate) {
    var tables = RouteTables.of(estate);
    estate.all(Kind.INGRESS).forEach(object -> tables.routesOf(object.ref()));
    estate.all(Kind.HTTP_ROUTE).forEach(object -> tables.routesOf(object.ref()));
  }

  private static double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    audit(5_000);
    audit(10_000);
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(args))
            .include(PolicyBench.class.getName())
            .build();
    new Runner(options).run();
  }
}
