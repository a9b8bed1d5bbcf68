package dev.routeguard.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.check.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and compiles policy files as people write them. */
public final class PolicyFiles {
  /** The shipped packs, a folder each, as this repository holds them. */
  public static final Path PACKS = Path.of("deploy", "examples", "packs");

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final PolicyCompiler compiler =
      new PolicyCompiler(Catalogue.builtIn(), new ExpressionCompiler(ExpressionLimits.standard()));

  /** The files of a folder and of those below it, in order. */
  public static List<Path> in(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PolicyCompiler.Result compile(Path file) {
    try {
      return compile(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PolicyCompiler.Result compile(String text) {
    return compiler.compile(read(text));
  }

  /** A policy that must compile. */
  public CompiledPolicy policy(String text) {
    var result = compile(text);
    return result
        .compiled()
        .orElseThrow(() -> new IllegalArgumentException(result.problems().toString()));
  }

  /** The starter policies in one mode. */
  public PolicyBook starter(Mode mode) {
    return PolicyBook.of(
        in(PACKS).stream()
            .filter(file -> !file.getParent().endsWith("incident"))
            .map(file -> compile(file).compiled().orElseThrow().withMode(mode))
            .toList());
  }

  private static PolicyDefinition read(String text) {
    try {
      JsonNode document = YAML.readTree(text);
      return document.path("kind").asText().equals(PolicyId.CLUSTER_KIND)
          ? PolicySource.read(YAML.treeToValue(document, ClusterRoutePolicy.class))
          : PolicySource.read(YAML.treeToValue(document, RoutePolicy.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
