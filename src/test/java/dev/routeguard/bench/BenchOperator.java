package dev.routeguard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The operator as a process of its own, and what it takes of the machine. */
final class BenchOperator implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  /** Ticks of {@code /proc/PID/stat} in a second, on every Linux there is. */
  private static final double TICKS = 100;

  private final Process process;
  private final Duration start;

  private BenchOperator(Process process, Duration start) {
    this.process = process;
    this.start = start;
  }

  /** Starts it and returns when its readiness probe says yes. */
  static BenchOperator start(String command, Map<String, String> environment, Path log) {
    var builder =
        new ProcessBuilder("sh", "-c", "exec " + command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    try {
      var process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      awaitReady(process, environment.get("QUARKUS_HTTP_PORT"), log);
      return new BenchOperator(process, Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitReady(Process process, String port, Path log) throws IOException {
    var probe =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/q/health/ready".formatted(port)))
            .timeout(Duration.ofSeconds(1))
            .build();
    var client = HttpClient.newHttpClient();
    long latest = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady(client, probe)) {
      if (!process.isAlive() || System.nanoTime() - latest > 0) {
        process.destroyForcibly();
        throw new IllegalStateException("the operator is not ready:\n" + Files.readString(log));
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest probe) {
    try {
      return client.send(probe, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // nobody listens yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** From the start of the process to its first yes. */
  Duration startToReady() {
    return start;
  }

  /** User and system time it has used. */
  Duration cpu() {
    // After the name in brackets, which may contain anything, utime and stime are 12th and 13th.
    var stat = proc("stat");
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    var ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(Math.round(ticks / TICKS * 1000));
  }

  /** Memory it holds now, in MB. */
  long residentMegabytes() {
    return proc("status")
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        / 1024;
  }

  private String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
