package dev.routeguard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed CRDs are what the classes say; refreshed by {@link #REFRESH}. */
class CrdsAreCurrentTest {
  static final String REFRESH = "mvn test -Dtest=CrdsAreCurrentTest -Dcrds.write=true";

  private final CrdGenerator generator = new CrdGenerator();

  /** The chart reads files of its own folder only, so it has a copy. */
  @ParameterizedTest
  @ValueSource(strings = {"crds", "helm/routeguard/files/crds"})
  void committed_crds_are_what_the_classes_say(String folder) throws IOException {
    var expected = generator.files();
    if (Boolean.getBoolean("crds.write")) {
      write(Path.of(folder), expected);
    }
    assertThat(read(Path.of(folder)))
        .as("%s is stale; refresh it with: %s", folder, REFRESH)
        .isEqualTo(expected);
  }

  @Test
  void generation_is_deterministic() {
    assertThat(generator.files()).isEqualTo(new CrdGenerator().files());
  }

  @Test
  void helm_finds_nothing_to_render_in_them() {
    assertThat(generator.files().values()).noneMatch(yaml -> yaml.contains("{{"));
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (var stale : read(folder).keySet()) {
      Files.delete(folder.resolve(stale));
    }
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static Map<String, String> read(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    for (var path : list(folder)) {
      files.put(path.getFileName().toString(), Files.readString(path));
    }
    return files;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var paths = Files.list(folder)) {
      return paths.toList();
    }
  }
}
