package dev.routeguard.cli;

import dev.routeguard.estate.Estate;
import dev.routeguard.files.BadInputException;
import dev.routeguard.files.GivenEstates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say of what Estate a command speaks: files, or the cluster. */
final class EstateInput {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = {"-f", "--filename"},
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Manifests or folders of manifests; - is standard input. Without: the cluster is asked.")
  private List<String> files = List.of();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  Estate estate() {
    var paths = files.stream().filter(file -> !isUrl(file)).map(Path::of).toList();
    if (paths.isEmpty()) {
      return cluster.cluster().estate(reading.dialects(), this::notice);
    }
    return new GivenEstates(reading.dialects(), Instant.now(), this::notice)
        .of(reading.manifests(paths, this::notice));
  }

  /** Of {@code -f a.yaml URL} the URL: an option that takes many words can't know its last one. */
  String urlAmong(@Nullable String url) {
    return url != null
        ? url
        : files.stream()
            .filter(EstateInput::isUrl)
            .findFirst()
            .orElseThrow(
                () -> new BadInputException("no URL; for example https://shop.example.com/pay"));
  }

  private static boolean isUrl(String word) {
    return word.contains("://");
  }

  /** Whether it is files that were named. */
  boolean isFiles() {
    return files.stream().anyMatch(file -> !isUrl(file));
  }

  Cluster cluster() {
    return cluster.cluster();
  }

  void notice(String words) {
    Objects.requireNonNull(spec).commandLine().getErr().println("routeguard: " + words);
  }
}
