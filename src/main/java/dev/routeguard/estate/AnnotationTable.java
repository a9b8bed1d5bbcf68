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
 * annotation a line: key, meaning, and words that say more:
 *
 * <ul>
 *   <li>{@code list}: the value is a comma-separated set; {@code form=SECONDS} and the like: see
 *       {@link AnnotationForm}
 *   <li>{@code as=timeout.connect} or {@code as=cors:allowOrigins}: the shared attribute, or the
 *       part of one, that it stands for
 *   <li>{@code default=60}: the value that means the same as none; {@code needs=enable-cors}: does
 *       nothing without that one
 *   <li>{@code opaque}: can't be modelled; {@code risk=HIGH}: as the controller's own list ranks it
 * </ul>
 *
 * The key {@code name.*} stands for all that start so, {@code *} for all others under the prefix;
 * without it they are bookkeeping, like every annotation under a prefix nobody speaks for.
 */
public final class AnnotationTable {
  private static final List<String> SHIPPED_FILES =
      List.of(
          "kubernetes",
          "cloud-load-balancers",
          "other-controllers",
          "aws-alb",
          "cilium",
          "contour",
          "gke",
          "haproxy-ingress",
          "ingress-nginx",
          "kong",
          "nginx-inc",
          "skipper",
          "traefik");

  /** The tables that come with Routeguard. */
  public static final AnnotationTable SHIPPED = read(SHIPPED_FILES);

  private final Map<String, AnnotationRow> rows;

  private AnnotationTable(Map<String, AnnotationRow> rows) {
    this.rows = Map.copyOf(rows);
  }

  /** The meaning of a full annotation key. */
  public AnnotationMeaning meaningOf(String key) {
    return row(key).map(AnnotationRow::meaning).orElse(AnnotationMeaning.BOOKKEEPING);
  }

  /** The dialect (name of its file) that speaks for a key; empty where none does. */
  public String dialectOf(String key) {
    return row(key).map(AnnotationRow::dialect).orElse("");
  }

  /** How much harm an annotation can do; empty where nobody ranked it. */
  public Optional<AnnotationRisk> riskOf(String key) {
    return row(key).flatMap(AnnotationRow::risk);
  }

  /** A value so that equal meaning is equal text: lists sorted, times in seconds, trimmed. */
  public String normalValue(String key, String value) {
    return row(key).map(AnnotationRow::form).orElse(AnnotationForm.TEXT).normal(value.strip());
  }

  /** All that the tables say of a full annotation key. */
  public Optional<AnnotationRow> row(String key) {
    var exact = rows.get(key);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (int dot = key.lastIndexOf('.');
        dot > key.indexOf('/');
        dot = key.lastIndexOf('.', dot - 1)) {
      var family = rows.get(key.substring(0, dot + 1) + "*");
      if (family != null) {
        return Optional.of(family);
      }
    }
    return Optional.ofNullable(rows.get(prefixOf(key) + "*"));
  }

  /** The rows by full key; a key that ends with {@code *} stands for several. */
  public Map<String, AnnotationRow> rows() {
    return rows;
  }

  private static String prefixOf(String key) {
    return key.substring(0, key.indexOf('/') + 1);
  }

  private static AnnotationTable read(List<String> files) {
    var rows = new HashMap<String, AnnotationRow>();
    files.forEach(file -> readFile(file, rows));
    return new AnnotationTable(rows);
  }

  private static void readFile(String name, Map<String, AnnotationRow> rows) {
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
          var row = AnnotationRow.read(name, words);
          prefixes.forEach(prefix -> rows.put(prefix + words[0], row));
        }
        readingPrefixes = words[0].equals("prefix");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
