package dev.routeguard.bench;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteDiff;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
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
 * What the routing model costs: the Estate at start, one changed object, one answer. How to run it
 * stands in docs/benchmarks.md.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class RoutingBench {
  private static final int CHANGES = 64;

  /** Ingresses; everything else grows with them. */
  @Param({"100", "10000"})
  public int ingresses;

  private Estate estate = LargeEstate.estate(List.of());
  private final List<KubernetesObject> changes = new ArrayList<>();
  private RouteTables tables = RouteTables.of(estate);
  private LargeEstate large = new LargeEstate(0);
  private int turn;

  @Setup
  public void build() {
    large = new LargeEstate(ingresses);
    estate = LargeEstate.estate(large.documents());
    tables = RouteTables.of(estate);
    for (int i = 0; i < CHANGES; i++) {
      int number = i % (ingresses / 5);
      var path = "/changed" + i;
      changes.add(
          LargeEstate.read(i % 4 == 0 ? large.route(number, path) : large.ingress(number, path)));
    }
  }

  /** One object changes: the next Estate, both tables, the diff, the impact. */
  @Benchmark
  public Impact change() {
    var before = RouteTables.of(estate);
    var after = RouteTables.of(estate.with(changes.get(turn++ % CHANGES)));
    return Impact.of(RouteDiff.between(before, after), before, after);
  }

  /** A request to a host whose table is there. */
  @Benchmark
  public Outcome answer() {
    int number = turn++ % 50;
    var request = Request.get(Scheme.HTTP, large.host(number), "/p" + number + "/exact");
    return tables.answer(Entry.ofClass("nginx"), request);
  }

  /** The Estate at start and the heap it keeps; apart, as it is once and not per call. */
  private static void start() {
    List<Map<String, Object>> documents = new LargeEstate(10_000).documents();
    for (int round = 0; round < 3; round++) {
      long empty = usedAfterCollection();
      long start = System.nanoTime();
      var estate = LargeEstate.estate(documents);
      long millis = (System.nanoTime() - start) / 1_000_000;
      long kept = usedAfterCollection() - empty;
      System.out.printf(
          "Estate of %d objects: built in %d ms, keeps %d MB%n",
          estate.size(), millis, kept / 1_000_000);
    }
  }

  private static long usedAfterCollection() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    start();
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(args))
            .include(RoutingBench.class.getName())
            .build();
    new Runner(options).run();
  }
}
