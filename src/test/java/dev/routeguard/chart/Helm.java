package dev.routeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The helm that {@code deploy/local/build} makes, run as a user runs it. */
public final class Helm {
  public static final String CHART = "helm/routeguard";
  private static final long TIMEOUT_SECONDS = 120;

  private final Path binary;
  private final Path home;
  private final Map<String, String> environment;

  private Helm(Path binary, Path home, Map<String, String> environment) {
    this.binary = binary;
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Builds helm where that was not done yet.
   *
   * @param home folder for what helm keeps, so that no test meets another's caches
   */
  public static Helm built(Path home) {
    Output output = run(List.of("deploy/local/build", "helm"), Map.of(), 600);
    assertThat(output.exitCode()).as(output.stderr()).isZero();
    return new Helm(Path.of(output.stdout().strip(), "helm"), home, Map.of());
  }

  /** The same helm against the server of a kubeconfig. */
  public Helm against(Path kubeconfig) {
    return new Helm(binary, home, Map.of("KUBECONFIG", kubeconfig.toString()));
  }

  /** Renders the chart with {@code --set} values; fails the test where helm refuses. */
  RenderedChart render(String... values) {
    Output output = template(values);
    assertThat(output.exitCode()).as(output.stderr()).isZero();
    return RenderedChart.parse(output.stdout());
  }

  /** What helm says to values that must not render. */
  String refusal(String... values) {
    Output output = template(values);
    assertThat(output.exitCode()).as(output.stdout()).isNotZero();
    return output.stderr();
  }

  /** Runs a helm command that must succeed, and gives what it printed. */
  public String succeeds(String... arguments) {
    Output output = run(arguments);
    assertThat(output.exitCode()).as("helm %s: %s", List.of(arguments), output).isZero();
    return output.stdout();
  }

  private Output template(String... values) {
    List<String> arguments =
        new ArrayList<>(List.of("template", "routeguard", CHART, "--namespace", "routeguard"));
    for (String value : values) {
      arguments.add("--set");
      arguments.add(value);
    }
    return run(arguments.toArray(String[]::new));
  }

  private Output run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> own = new HashMap<>(environment);
    own.put("HOME", home.toString());
    return run(command, own, TIMEOUT_SECONDS);
  }

  private static Output run(
      List<String> command, Map<String, String> environment, long timeoutSeconds) {
    try {
      Path stdout = Files.createTempFile("helm", ".out");
      Path stderr = Files.createTempFile("helm", ".err");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process =
          builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile()).start();
      if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within " + timeoutSeconds + " s");
      }
      return new Output(process.exitValue(), taken(stdout), taken(stderr));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + command, e);
    }
  }

  private static String taken(Path file) throws IOException {
    String content = Files.readString(file);
    Files.delete(file);
    return content;
  }

  private record Output(int exitCode, String stdout, String stderr) {}
}
