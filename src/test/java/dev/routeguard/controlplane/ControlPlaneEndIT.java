package dev.routeguard.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However a test ends, no process of its control plane outlives it. */
class ControlPlaneEndIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void closing_stops_all_processes_and_removes_the_folder() throws IOException {
    Path folder;
    List<Long> pids;
    try (var plane = ControlPlane.start()) {
      folder = plane.folder();
      pids = pidsIn(folder);
      assertThat(pids).hasSize(2).allMatch(ControlPlaneEndIT::runs);
    }

    assertThat(pids).noneMatch(ControlPlaneEndIT::runs);
    assertThat(folder).doesNotExist();
  }

  @Test
  void killed_test_jvm_leaves_nothing_behind() throws IOException {
    var jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Forgetful.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    var lines =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    var folder = Path.of(lines.readLine());
    var pids = pidsIn(folder);
    assertThat(pids).hasSize(2).allMatch(ControlPlaneEndIT::runs);

    jvm.destroyForcibly();

    await().atMost(PATIENCE).until(() -> pids.stream().noneMatch(ControlPlaneEndIT::runs));
    await().atMost(PATIENCE).until(() -> !Files.exists(folder));
  }

  @Test
  void killed_supervisor_takes_its_processes_with_it() throws IOException {
    try (var plane = ControlPlane.start()) {
      var pids = pidsIn(plane.folder());

      plane.supervisorProcess().destroyForcibly();

      await().atMost(PATIENCE).until(() -> pids.stream().noneMatch(ControlPlaneEndIT::runs));
    }
  }

  private static List<Long> pidsIn(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("pids")).stream()
        .map(line -> Long.valueOf(line.split(" ")[1]))
        .toList();
  }

  /**
   * Not a question for ProcessHandle: it takes a zombie that nobody has waited for yet as alive.
   */
  private static boolean runs(long pid) {
    try {
      return Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts a control plane and never stops it. */
  static final class Forgetful {
    public static void main(String[] args) throws InterruptedException {
      System.out.println(ControlPlane.start().folder());
      Thread.currentThread().join();
    }
  }
}
