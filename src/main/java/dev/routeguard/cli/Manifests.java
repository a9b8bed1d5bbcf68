package dev.routeguard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads manifests: YAML or JSON files with any number of documents, folders of such files, and
 * {@code -} for standard input. Lists ({@code kind: List}) are taken apart. What can't be read is
 * an error with file and line, never skipped.
 */
final class Manifests {
  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;

  private final InputStream standardInput;

  Manifests(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * One document of a file.
   *
   * @param source file name and line of its first line, such as {@code shop.yaml:12}
   */
  record Manifest(String source, Map<String, Object> document) {}

  /**
   * All documents of files and folders, in the order given; folders in the order of their file
   * names.
   */
  List<Manifest> read(List<Path> paths) {
    var manifests = new ArrayList<Manifest>();
    for (Path path : paths) {
      for (Path file : files(path)) {
        documents(file, manifests::add);
      }
    }
    return manifests;
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (var walk = Files.walk(path)) {
      return walk.filter(Files::isRegularFile).filter(Manifests::isManifest).sorted().toList();
    } catch (IOException e) {
      throw new BadInputException(path + ": can't be listed: " + e.getMessage());
    }
  }

  private static boolean isManifest(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private void documents(Path file, Consumer<Manifest> sink) {
    var settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MAX_CODE_POINTS)
            .build();
    try {
      for (Node node : new Compose(settings).composeAllFromString(text(file))) {
        document(file, node, new StandardConstructor(settings), sink);
      }
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new BadInputException(file + line + ": not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new BadInputException(file + ": not valid YAML: " + e.getMessage());
    }
  }

  private String text(Path file) {
    try {
      return file.toString().equals("-")
          ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(file);
    } catch (IOException e) {
      var why = Files.exists(file) ? e.getMessage() : "no such file or folder";
      throw new BadInputException(file + ": can't be read: " + why);
    }
  }

  private static void document(
      Path file, Node node, StandardConstructor constructor, Consumer<Manifest> sink) {
    var source = file + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    var value = constructor.constructSingleDocument(Optional.of(node));
    if (value == null) {
      return; // an empty document between two separators
    }
    if (!(value instanceof Map<?, ?> map) || !map.containsKey("kind")) {
      throw new BadInputException(source + ": not a Kubernetes object: it has no kind");
    }
    var document = textKeys(map);
    if (document.get("items") instanceof List<?> items && kindOf(document).endsWith("List")) {
      items.forEach(item -> sink.accept(new Manifest(source, asItem(source, item))));
    } else {
      sink.accept(new Manifest(source, document));
    }
  }

  private static Map<String, Object> asItem(String source, Object item) {
    if (item instanceof Map<?, ?> map) {
      return textKeys(map);
    }
    throw new BadInputException(source + ": an item of the list is not an object");
  }

  private static String kindOf(Map<String, Object> document) {
    return String.valueOf(document.get("kind"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> textKeys(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
