package dev.routeguard.dataplane;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The data planes' programs, built or fetched once into the same cache as the control plane. */
final class Binaries {
  private static final Path BUILD = Path.of("deploy/local/build");

  private Binaries() {}

  /** The folder that holds them; skips the test where they can't be had here. */
  static Path of(String... names) {
    var command = new ArrayList<>(List.of(BUILD.toString()));
    command.addAll(List.of(names));
    try {
      var said = Tool.run(command.toArray(String[]::new)).strip();
      return Path.of(said.substring(said.lastIndexOf('\n') + 1));
    } catch (IllegalStateException e) {
      return abort("no data plane here: " + e.getMessage());
    }
  }
}
