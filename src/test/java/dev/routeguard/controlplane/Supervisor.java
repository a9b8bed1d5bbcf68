package dev.routeguard.controlplane;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/local/control-plane run} as a child of this JVM. Its stdin is a pipe that the
 * kernel closes when this JVM ends, however it ends; the script then stops its processes and
 * removes their folder.
 */
final class Supervisor implements AutoCloseable {
  private static final Path SCRIPT = Path.of("deploy/local/control-plane");

  private final Path folder;
  private final Process process;

  private Supervisor(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  static Supervisor start(List<String> options) {
    try {
      var folder = Files.createTempDirectory("routeguard-control-plane-");
      var command =
          new ArrayList<>(List.of(SCRIPT.toAbsolutePath().toString(), "run", "--throw-away"));
      command.addAll(options);
      command.add(folder.toString());
      var process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      var supervisor = new Supervisor(folder, process);
      supervisor.awaitReady();
      return supervisor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line = lines.readLine();
    if (line == null || !line.startsWith("ready ")) {
      close();
      throw new IllegalStateException(
          "no control plane: the script says why on stderr; exit code " + process.exitValue());
    }
  }

  Path folder() {
    return folder;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        // Its children are bound to its life by the kernel.
        process.destroyForcibly().waitFor();
      }
      removeFolder();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The script does that itself, unless it was killed. */
  private void removeFolder() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
