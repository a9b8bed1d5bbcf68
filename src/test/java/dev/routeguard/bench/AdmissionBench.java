package dev.routeguard.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;

/**
 * What the webhook adds to a create, against no webhook at all, in turns within one run so that
 * both meet the same machine:
 *
 * <pre>
 * mvn -B -DskipTests package exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-cp %classpath dev.routeguard.bench.AdmissionBench --rate=100 --seconds=60"
 * </pre>
 *
 * <p>Prints a table for docs/benchmarks.md on stdout, progress on stderr. The options are those of
 * {@link BenchOptions}. With {@code --operator=operator} the built operator, which allows
 * everything without policies, but does all else it does: watches, reviews, records.
 */
public final class AdmissionBench implements AutoCloseable {
  private final BenchOptions options;
  private final BenchCluster cluster = BenchCluster.start();
  private final PrintStream progress;

  private AdmissionBench(BenchOptions options, PrintStream progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs it to its end, in about four minutes. */
  public static void main(String[] words) {
    var options = BenchOptions.of(words);
    // The client of the control plane keeps threads, so that nothing ends by itself.
    try (var bench = new AdmissionBench(options, System.err)) {
      System.out.println(bench.run());
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private String run() {
    progress.printf("making %d Ingresses%n", options.ingresses());
    cluster.populate(options.ingresses());
    var without = new ArrayList<Latencies>();
    var with = new ArrayList<Round>();
    for (int round = 1; round <= options.rounds(); round++) {
      progress.printf("round %d of %d%n", round, options.rounds());
      without.add(measured(load()));
      with.add(guarded());
    }
    return new BenchReport(options, cluster.version()).of(without, with);
  }

  private OpenLoop load() {
    return new OpenLoop(options.rate(), cluster::create);
  }

  private Latencies measured(OpenLoop load) {
    load.run(options.warmUp());
    var latencies = load.run(options.round());
    cluster.clear();
    return latencies;
  }

  private Round guarded() {
    cluster.registerWebhook();
    var command = options.command();
    try (var operator = BenchOperator.start(command, cluster.environment(), cluster.log())) {
      var load = load();
      load.run(options.warmUp());
      long askedBefore = cluster.asked();
      var cpuBefore = operator.cpu();
      var latencies = load.run(options.round());
      var round = round(operator, latencies, cluster.asked() - askedBefore, cpuBefore);
      cluster.removeWebhook();
      cluster.clear();
      return round;
    }
  }

  private static Round round(
      BenchOperator operator, Latencies latencies, long reviews, Duration cpuBefore) {
    if (reviews < latencies.count()) {
      throw new IllegalStateException(
          "the webhook was asked %d times about %d creates".formatted(reviews, latencies.count()));
    }
    return new Round(
        latencies,
        reviews,
        operator.cpu().minus(cpuBefore),
        operator.residentMegabytes(),
        operator.startToReady());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
