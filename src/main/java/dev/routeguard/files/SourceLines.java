package dev.routeguard.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where the fields of one document stand in its file. */
public final class SourceLines {
  private static final SourceLines NONE = new SourceLines(null);

  /** {@code name}, {@code [0]} or {@code [example.com/key]}. */
  private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)]|[^.\\[]+");

  private final @Nullable Node root;

  private SourceLines(@Nullable Node root) {
    this.root = root;
  }

  static SourceLines of(Node root) {
    return new SourceLines(root);
  }

  /** Of a document that comes from no file. */
  static SourceLines none() {
    return NONE;
  }

  /** The same for an item of a list. */
  SourceLines item(int index) {
    return step(root, "items")
        .flatMap(items -> step(items, "" + index))
        .map(SourceLines::of)
        .orElse(NONE);
  }

  /**
   * The line of a field, from 1; that of what is around it where the field is not there; 0 where no
   * line is known.
   *
   * @param fieldPath such as {@code spec.rules[0].http.paths} or {@code
   *     metadata.annotations[a.b/c]}
   */
  public int of(String fieldPath) {
    var node = root;
    int line = root == null ? 0 : line(root);
    for (String word : words(fieldPath)) {
      var key = key(node, word);
      var next = step(node, word);
      if (next.isEmpty()) {
        return line;
      }
      node = next.get();
      line = key.map(SourceLines::line).orElse(line(node));
    }
    return line;
  }

  private static List<String> words(String fieldPath) {
    var words = new ArrayList<String>();
    var matcher = STEP.matcher(fieldPath);
    while (matcher.find()) {
      words.add(Objects.requireNonNullElse(matcher.group(1), matcher.group()));
    }
    return words;
  }

  private static Optional<Node> key(@Nullable Node node, String word) {
    return tuple(node, word).map(NodeTuple::getKeyNode);
  }

  private static Optional<Node> step(@Nullable Node node, String word) {
    if (node instanceof SequenceNode list && word.chars().allMatch(Character::isDigit)) {
      int index = word.isEmpty() || word.length() > 6 ? -1 : Integer.parseInt(word);
      return index < 0 || index >= list.getValue().size()
          ? Optional.empty()
          : Optional.of(list.getValue().get(index));
    }
    return tuple(node, word).map(NodeTuple::getValueNode);
  }

  private static Optional<NodeTuple> tuple(@Nullable Node node, String word) {
    return node instanceof MappingNode map
        ? map.getValue().stream()
            .filter(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(word))
            .findFirst()
        : Optional.empty();
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
