package dev.routeguard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The result, as a table for docs/benchmarks.md. */
final class BenchReport {
  private final BenchOptions options;
  private final String kubernetes;

  BenchReport(BenchOptions options, String kubernetes) {
    this.options = options;
    this.kubernetes = kubernetes;
  }

  String of(List<Latencies> without, List<Round> with) {
    var base = Latencies.together(without);
    var guarded = Latencies.together(with.stream().map(Round::latencies).toList());
    return setting()
        + "\n| ms | p50 | p95 | p99 | requests |\n|---|---|---|---|---|\n"
        + row("no webhook", base)
        + row("Routeguard, allowing everything", guarded)
        + added(base, guarded)
        + machine(with);
  }

  private String setting() {
    return """
        %d creates/s of Ingresses for %d s through the API server, %d Ingresses present, %d rounds in turns, \
        each after %d s of the same load.
        Operator: `%s`. Kubernetes %s. Machine: %s. Commit %s.
        """
        .formatted(
            options.rate(),
            options.time().toSeconds(),
            options.ingresses(),
            options.rounds(),
            options.warmUp().toSeconds(),
            options.operator(),
            kubernetes,
            machine(),
            commit());
  }

  private static String row(String name, Latencies latencies) {
    return text(
        "| %s | %.1f | %.1f | %.1f | %d |\n",
        name,
        latencies.percentile(50),
        latencies.percentile(95),
        latencies.percentile(99),
        latencies.count());
  }

  private static String added(Latencies base, Latencies guarded) {
    return text(
        "| **added** | **%.1f** | **%.1f** | **%.1f** | |\n",
        guarded.percentile(50) - base.percentile(50),
        guarded.percentile(95) - base.percentile(95),
        guarded.percentile(99) - base.percentile(99));
  }

  private static String machine(List<Round> with) {
    long reviews = with.stream().mapToLong(Round::reviews).sum();
    var cpu = with.stream().map(Round::cpu).reduce(Duration.ZERO, Duration::plus);
    long resident = with.stream().mapToLong(Round::residentMegabytes).max().orElseThrow();
    var ready = with.stream().map(Round::ready).max(Duration::compareTo).orElseThrow();
    return text(
        """

        | | |
        |---|---|
        | CPU of the operator per review | %.2f ms (%d reviews) |
        | RSS of the operator after load, most | %d MB |
        | start to Ready, longest | %.1f s |
        """,
        cpu.toMillis() / (double) reviews, reviews, resident, ready.toMillis() / 1000.0);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String machine() {
    try {
      var model =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.split(":\\s*", 2)[1])
              .findFirst()
              .orElse("unknown processor");
      return "%d x %s, Java %s"
          .formatted(
              Runtime.getRuntime().availableProcessors(),
              model,
              System.getProperty("java.version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String commit() {
    try {
      var git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
