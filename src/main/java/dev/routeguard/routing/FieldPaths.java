package dev.routeguard.routing;

import java.util.Comparator;

/** Field paths in the order of the document: {@code rules[2]} before {@code rules[10]}. */
final class FieldPaths {
  static final Comparator<String> ORDER = FieldPaths::compare;

  private FieldPaths() {}

  private static int compare(String one, String other) {
    var ones = one.split("[\\[\\]]+");
    var others = other.split("[\\[\\]]+");
    for (int i = 0; i < Math.min(ones.length, others.length); i++) {
      int difference = comparePart(ones[i], others[i]);
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(ones.length, others.length);
  }

  private static int comparePart(String one, String other) {
    boolean numbers = one.matches("[0-9]{1,9}") && other.matches("[0-9]{1,9}");
    return numbers
        ? Integer.compare(Integer.parseInt(one), Integer.parseInt(other))
        : one.compareTo(other);
  }
}
