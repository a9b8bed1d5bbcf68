package dev.routeguard.dataplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends with the test: its guardian reads from us and ends it when there is nothing
 * to read from any more, also where the JVM was killed.
 */
final class Tool implements AutoCloseable {
  private static final String GUARDIAN =
      """
      "$@" </dev/null & child=$!
      trap 'kill $child 2>/dev/null; wait $child 2>/dev/null' EXIT
      read -r _ || true
      """;

  private final Process guardian;
  private final Path log;

  private Tool(Process guardian, Path log) {
    this.guardian = guardian;
    this.log = log;
  }

  /** Starts it; what it says goes to {@code log}. */
  static Tool start(Path log, Map<String, String> environment, String... command) {
    return guarded(GUARDIAN, log, environment, command);
  }

  /** Runs a script of our own that reads until the end of its input and then tidies up. */
  static Tool guarded(
      String script, Path log, Map<String, String> environment, String... arguments) {
    var words = new ArrayList<>(List.of("bash", "-c", script, "guardian"));
    words.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new Tool(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end and returns what it says. */
  static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What it said so far. */
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      guardian.getOutputStream().close();
      if (!guardian.waitFor(10, TimeUnit.SECONDS)) {
        guardian.descendants().forEach(ProcessHandle::destroyForcibly);
        guardian.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
