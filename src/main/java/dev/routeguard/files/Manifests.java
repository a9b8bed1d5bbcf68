package dev.routeguard.files;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads manifests: YAML or JSON files with any number of documents, folders of such files, and
 * {@code -} for standard input. Lists ({@code kind: List}) are taken apart. What can't be read is
 * an error with file and line, never skipped.
 */
public final class Manifests {
  private final InputStream standardInput;

  public Manifests(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * One document of a file.
   *
   * @param source file name and line of its first line, such as {@code shop.yaml:12}
   * @param lines where its fields stand
   */
  public record Manifest(String source, Map<String, Object> document, SourceLines lines) {
    /** Of something that no file holds as it is. */
    public Manifest(String source, Map<String, Object> document) {
      this(source, document, SourceLines.none());
    }

    /** The same with other content. */
    public Manifest with(Map<String, Object> other) {
      return new Manifest(source, other, lines);
    }

    /** The file alone. */
    public String file() {
      int colon = source.lastIndexOf(':');
      return colon < 0 ? source : source.substring(0, colon);
    }

    /**
     * The object, where it is of a kind that decides routing.
     *
     * @param firstSeen stands for the creation time where the document has none
     */
    public Optional<KubernetesObject> object(Instant firstSeen) {
      try {
        return Documents.read(document, firstSeen);
      } catch (IllegalArgumentException e) {
        throw new BadInputException(source + ": " + e.getMessage());
      }
    }
  }

  /**
   * All documents of files and folders, in the order given; folders in the order of their file
   * names.
   */
  public List<Manifest> read(List<Path> paths) {
    return files(paths).stream().flatMap(file -> read(file).stream()).toList();
  }

  /** The documents of one file. */
  public List<Manifest> read(Path file) {
    var manifests = new ArrayList<Manifest>();
    read(YamlText.of(file, standardInput), manifests::add);
    return manifests;
  }

  /** The files themselves and those in folders, in their order. */
  public static List<Path> files(List<Path> paths) {
    return paths.stream().flatMap(path -> files(path).stream()).toList();
  }

  /**
   * The documents of a text.
   *
   * @param name of the file it comes from, for messages
   */
  public static List<Manifest> parse(String name, String text) {
    var manifests = new ArrayList<Manifest>();
    read(new YamlText(name, text), manifests::add);
    return manifests;
  }

  /** Whether a file's name is that of a manifest. */
  public static boolean isManifest(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (var walk = Files.walk(path)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> isManifest(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInputException(path + ": can't be listed: " + e.getMessage());
    }
  }

  private static void read(YamlText text, Consumer<Manifest> sink) {
    for (Node node : text.documents()) {
      document(text, node, sink);
    }
  }

  private static void document(YamlText text, Node node, Consumer<Manifest> sink) {
    var value = text.value(node);
    if (value == null) {
      return; // an empty document between two separators
    }
    var source = text.place(node);
    if (!(value instanceof Map<?, ?> map) || !map.containsKey("kind")) {
      throw new BadInputException(source + ": not a Kubernetes object: it has no kind");
    }
    var document = textKeys(map);
    var lines = SourceLines.of(node);
    if (document.get("items") instanceof List<?> items && kindOf(document).endsWith("List")) {
      for (int i = 0; i < items.size(); i++) {
        sink.accept(new Manifest(source, asItem(source, items.get(i)), lines.item(i)));
      }
    } else {
      sink.accept(new Manifest(source, document, lines));
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
