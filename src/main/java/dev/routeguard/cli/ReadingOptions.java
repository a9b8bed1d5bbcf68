package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests;
import dev.routeguard.files.Manifests.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options on how manifests are read. */
final class ReadingOptions {
  @Option(
      names = "--class",
      paramLabel = "NAME=DIALECT",
      description = "How a class reads its routes where no class object says; * is all others.")
  private Map<String, String> classes = Map.of();

  @Option(
      names = "--skip-unreadable",
      description = "Leaves out files that are no manifests, and says so, instead of failing.")
  private boolean skipUnreadable;

  Map<String, String> dialects() {
    return classes;
  }

  List<Manifest> manifests(List<Path> paths, Consumer<String> notices) {
    var manifests = new ArrayList<Manifest>();
    var reader = new Manifests(System.in);
    for (Path file : Manifests.files(paths)) {
      read(() -> reader.read(file), manifests, notices);
    }
    return manifests;
  }

  /** Some text that holds manifests, such as a file of another revision. */
  List<Manifest> manifests(String name, String text, Consumer<String> notices) {
    var manifests = new ArrayList<Manifest>();
    read(() -> Manifests.parse(name, text), manifests, notices);
    return manifests;
  }

  /** Reads of one file all or nothing. */
  private interface Source {
    List<Manifest> read();
  }

  private void read(Source source, List<Manifest> manifests, Consumer<String> notices) {
    try {
      manifests.addAll(source.read());
    } catch (BadInputException e) {
      if (!skipUnreadable) {
        throw new BadInputException(
            e.getMessage() + "\nrouteguard: --skip-unreadable leaves such files out");
      }
      notices.accept("left out: " + e.getMessage());
    }
  }
}
