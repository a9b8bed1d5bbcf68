package dev.routeguard.check;

import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * D10. A misspelt annotation does nothing and nobody says so. Where the table of a prefix is
 * complete every other key is found; elsewhere those that differ from a known one by a slip of the
 * finger.
 */
public final class UnknownAnnotation implements StateCheck {
  static final String NAME = "unknown-annotation";

  /** Prefixes of which the tables have every key there is. */
  private static final Set<String> COMPLETE =
      Set.of("nginx.ingress.kubernetes.io/", "haproxy-ingress.github.io/");

  private static final int SLIP = 2;
  private static final int SHORTEST = 6;

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D10",
          NAME,
          "Unknown annotation under a known prefix",
          Severity.LOW,
          "An annotation is under the prefix of a controller or provider that does not know it.",
          List.of());

  private final Map<String, Set<String>> known = byPrefix();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  private static Map<String, Set<String>> byPrefix() {
    var known = new HashMap<String, Set<String>>();
    for (var key : AnnotationTable.SHIPPED.rows().keySet()) {
      known
          .computeIfAbsent(prefix(key), prefix -> new TreeSet<>())
          .add(key.substring(prefix(key).length()));
    }
    return known;
  }

  private static String prefix(String key) {
    return key.substring(0, key.indexOf('/') + 1);
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope.present(Kind.INGRESS, Kind.SERVICE, Kind.GATEWAY).flatMap(this::found).toList();
  }

  private Stream<Found> found(KubernetesObject object) {
    return object.annotations().keySet().stream()
        .sorted()
        .filter(key -> known.containsKey(prefix(key)) && !isKnown(key))
        .flatMap(key -> found(object, key).stream());
  }

  private boolean isKnown(String key) {
    var name = key.substring(prefix(key).length());
    return known.get(prefix(key)).stream()
        .filter(row -> !row.equals("*"))
        .anyMatch(
            row ->
                row.equals(name)
                    || (row.endsWith(".*") && name.startsWith(row.substring(0, row.length() - 1))));
  }

  private Optional<Found> found(KubernetesObject object, String key) {
    var prefix = prefix(key);
    var name = key.substring(prefix.length());
    var nearest =
        known.get(prefix).stream()
            .filter(row -> !row.endsWith("*"))
            .min(Comparator.comparingInt(row -> distance(row, name)))
            .filter(row -> name.length() >= SHORTEST && distance(row, name) <= SLIP);
    return nearest.isEmpty() && !COMPLETE.contains(prefix)
        ? Optional.empty()
        : Optional.of(
            Found.at(
                DESCRIPTION,
                object.ref(),
                key,
                "metadata.annotations[%s]".formatted(key),
                "%s has no meaning for any controller that is known%s"
                    .formatted(
                        key, nearest.map(row -> "; %s%s has".formatted(prefix, row)).orElse("")),
                nearest
                    .map(row -> "Write %s%s.".formatted(prefix, row))
                    .orElse("Correct the spelling, or take it away.")));
  }

  /** Letters to insert, delete or replace (Levenshtein). */
  private static int distance(String one, String other) {
    var last = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replace = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
      }
      last = row;
    }
    return last[other.length()];
  }
}
