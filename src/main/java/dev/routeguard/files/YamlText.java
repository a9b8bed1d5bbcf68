package dev.routeguard.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The documents of one YAML or JSON text. YAML 1.2's core schema: {@code no} and {@code on} are
 * texts.
 */
final class YamlText {
  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;

  private final String name;
  private final LoadSettings settings;
  private final String text;

  /**
   * @param name of the file, for messages
   */
  YamlText(String name, String text) {
    this.name = name;
    this.text = text;
    this.settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MAX_CODE_POINTS)
            .build();
  }

  /** A file's text; {@code -} is standard input. */
  static YamlText of(Path file, InputStream standardInput) {
    try {
      return new YamlText(
          file.toString(),
          file.toString().equals("-")
              ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(file));
    } catch (IOException e) {
      var why = Files.exists(file) ? e.getMessage() : "no such file or folder";
      throw new BadInputException(file + ": can't be read: " + why);
    }
  }

  List<Node> documents() {
    try {
      var documents = new ArrayList<Node>();
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
      return documents;
    } catch (MarkedYamlEngineException e) {
      throw bad(e);
    } catch (YamlEngineException e) {
      throw new BadInputException(name + ": not valid YAML: " + e.getMessage());
    }
  }

  /** The plain value of a node: maps, lists, texts, numbers; null for nothing. */
  @Nullable Object value(Node node) {
    try {
      return new StandardConstructor(settings).constructSingleDocument(Optional.of(node));
    } catch (MarkedYamlEngineException e) {
      throw bad(e);
    } catch (YamlEngineException e) {
      throw new BadInputException(place(node) + ": not valid YAML: " + e.getMessage());
    }
  }

  private BadInputException bad(MarkedYamlEngineException e) {
    var line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return new BadInputException(name + line + ": not valid YAML: " + e.getProblem());
  }

  /** File and line, such as {@code shop.yaml:12}. */
  String place(Node node) {
    return name + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }
}
