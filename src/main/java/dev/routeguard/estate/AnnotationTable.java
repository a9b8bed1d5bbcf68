package dev.routeguard.estate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What annotations mean, per dialect or provider, as data: the files {@code annotations/*.txt}.
 * Each names the prefixes it speaks for ({@code prefix nginx.ingress.kubernetes.io/}) and then one
 * annotation a line: key, meaning, and {@code list} where the value is a comma-separated set. The
 * key {@code *} stands for all others under the prefix; without it they are bookkeeping, like every
 * annotation under a prefix nobody speaks for.
 */
public final class AnnotationTable {
  private static final List<String> SHIPPED_FILES =
      List.of("kubernetes", "ingress-nginx", "cloud-load-balancers", "other-controllers");

  /** The tables that come with Routeguard. */
  public static final AnnotationTable SHIPPED = read(SHIPPED_FILES);

  private record Row(String dialect, AnnotationMeaning meaning, boolean list) {}

  private final Map<String, Row> rows;

  private AnnotationTable(Map<String, Row> rows) {
    this.rows = Map.copyOf(rows);
  }

  /** The meaning of a full annotation key. */
  public AnnotationMeaning meaningOf(String key) {
    return row(key).map(Row::meaning).orElse(AnnotationMeaning.BOOKKEEPING);
  }

  /** The dialect (name of its file) that speaks for a key; empty where none does. */
  public String dialectOf(String key) {
    return row(key).map(Row::dialect).orElse("");
  }

  /** A value so that equal meaning is equal text: lists sorted, blanks trimmed. */
  public String normalValue(String key, String value) {
    var isList = row(key).map(Row::list).orElse(false);
    if (!isList) {
      return value.strip();
    }
    var parts = List.of(value.split(",")).stream().map(String::strip).filter(p -> !p.isEmpty());
    return String.join(",", parts.sorted().distinct().toList());
  }

  private Optional<Row> row(String key) {
    var exact = rows.get(key);
    return Optional.ofNullable(exact != null ? exact : rows.get(prefixOf(key) + "*"));
  }

  private static String prefixOf(String key) {
    return key.substring(0, key.indexOf('/') + 1);
  }

  private static AnnotationTable read(List<String> files) {
    var rows = new HashMap<String, Row>();
    files.forEach(file -> readFile(file, rows));
    return new AnnotationTable(rows);
  }

  private static void readFile(String name, Map<String, Row> rows) {
    var stream = AnnotationTable.class.getResourceAsStream("/annotations/" + name + ".txt");
    Objects.requireNonNull(stream, name);
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      Set<String> prefixes = new HashSet<>();
      boolean readingPrefixes = false;
      for (String line : reader.lines().map(String::strip).toList()) {
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        var words = line.split("\\s+");
        if (words[0].equals("prefix")) {
          if (!readingPrefixes) {
            prefixes.clear();
          }
          prefixes.add(words[1]);
        } else {
          var row = new Row(name, AnnotationMeaning.valueOf(words[1]), line.endsWith(" list"));
          prefixes.forEach(prefix -> rows.put(prefix + words[0], row));
        }
        readingPrefixes = words[0].equals("prefix");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
