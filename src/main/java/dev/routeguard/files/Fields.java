package dev.routeguard.files;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping in a YAML file, read strictly: what is missing, of another type or not known is an
 * error with file and line.
 */
public final class Fields {
  private final YamlText text;
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  private Fields(YamlText text, Node node) {
    this.text = text;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw new BadInputException(text.place(node) + ": fields are expected here");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      var key = String.valueOf(text.value(tuple.getKeyNode()));
      keys.put(key, tuple.getKeyNode());
      values.put(key, tuple.getValueNode());
    }
  }

  /** The one document of a file. */
  public static Fields of(Path file) {
    var text = YamlText.of(file, InputStream.nullInputStream());
    var documents = text.documents();
    if (documents.size() != 1) {
      throw new BadInputException(file + ":1: one document is expected, not " + documents.size());
    }
    return new Fields(text, documents.get(0));
  }

  /** Refuses every field that is not named here. */
  public Fields only(String... known) {
    for (var key : keys.entrySet()) {
      if (!Set.of(known).contains(key.getKey())) {
        throw new BadInputException(
            "%s: field %s is not known; known are %s"
                .formatted(text.place(key.getValue()), key.getKey(), String.join(", ", known)));
      }
    }
    return this;
  }

  /** The fields in the order of the file. */
  public Set<String> names() {
    return values.keySet();
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A scalar as text; there must be one. */
  public String text(String key) {
    if (!has(key)) {
      throw error(key + " is missing");
    }
    return scalar(key, values.get(key));
  }

  public String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  /** A whole number. */
  public int number(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text(key));
    } catch (NumberFormatException e) {
      throw error(key, "is no whole number");
    }
  }

  /** The scalars of a list as texts; a lone scalar counts as a list of one. */
  public List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    return values.get(key) instanceof ScalarNode lone
        ? List.of(scalar(key, lone))
        : items(key).stream().map(item -> scalar(key, item)).toList();
  }

  /** Whether the field is a list rather than a lone value. */
  public boolean isList(String key) {
    return values.get(key) instanceof SequenceNode;
  }

  /** A mapping of texts, in the order of the file; empty where there is none. */
  public Map<String, String> textMap(String key) {
    var map = new LinkedHashMap<String, String>();
    if (has(key)) {
      var fields = fields(key);
      fields.names().forEach(name -> map.put(name, fields.text(name)));
    }
    return map;
  }

  /** The mapping under a key; there must be one. */
  public Fields fields(String key) {
    if (!has(key)) {
      throw error(key + " is missing");
    }
    return new Fields(text, values.get(key));
  }

  /** The mappings of a list; empty where there is none. */
  public List<Fields> list(String key) {
    return has(key) ? items(key).stream().map(item -> new Fields(text, item)).toList() : List.of();
  }

  private List<Node> items(String key) {
    if (values.get(key) instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw error(key, "is no list");
  }

  private String scalar(String key, Node value) {
    var scalar = text.value(value);
    if (scalar == null || scalar instanceof Map<?, ?> || scalar instanceof List<?>) {
      throw new BadInputException(text.place(value) + ": " + key + " is no text");
    }
    return scalar.toString();
  }

  /** What is wrong with a field that is there. */
  public BadInputException error(String key, String what) {
    var at = keys.getOrDefault(key, node);
    return new BadInputException(text.place(at) + ": " + key + " " + what);
  }

  /** What is wrong with the whole. */
  public BadInputException error(String what) {
    return new BadInputException(text.place(node) + ": " + what);
  }
}
