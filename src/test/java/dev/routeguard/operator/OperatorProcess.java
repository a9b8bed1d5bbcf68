package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One running operator: {@code target/quarkus-app} as a process of its own. */
final class OperatorProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final Process process;
  private final int managementPort;
  private final Path log;

  private OperatorProcess(Process process, int managementPort, Path log) {
    this.process = process;
    this.managementPort = managementPort;
    this.log = log;
    // A test JVM that ends early leaves nothing behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts one without waiting for it.
   *
   * @param environment settings as the chart's Deployment would give them
   * @param log file that takes what it prints
   */
  static OperatorProcess launch(Map<String, String> environment, int managementPort, Path log) {
    var app =
        Path.of(System.getProperty("routeguard.app", "target/quarkus-app"), "quarkus-run.jar");
    assertThat(app).as("the built application; mvn package makes it").exists();
    var command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-Xmx160m", "-jar"));
    command.add(app.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(managementPort));
    try {
      return new OperatorProcess(builder.start(), managementPort, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns when the readiness probe says yes; fails with the log where the process ends first. */
  OperatorProcess awaitReady() {
    Awaitility.await("the operator is ready")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              assertThat(process.isAlive()).as(() -> "the operator ended:\n" + printed()).isTrue();
              return isReady();
            });
    return this;
  }

  boolean isReady() {
    try {
      var url = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready").toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false; // nobody listens yet
    }
  }

  /** What it printed so far. */
  String printed() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text of {@code /q/metrics}. */
  String metrics() {
    try (var in =
        URI.create("http://127.0.0.1:" + managementPort + "/q/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}, and waits until the process is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM, and waits until the process is gone. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
