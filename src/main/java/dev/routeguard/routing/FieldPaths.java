package dev.routeguard.routing;

import java.util.Comparator;

/** Field paths in the order of the document: {@code rules[2]} before {@code rules[10]}. */
final class FieldPaths {
  static final Comparator<String> ORDER = FieldPaths::compare;

  private FieldPaths() {}

  /** Character by character, but where both have a number, the numbers; nothing is taken apart. */
  private static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int end = endOfNumber(one, i);
      int otherEnd = endOfNumber(other, j);
      boolean numbers = end > i && otherEnd > j;
      int difference =
          numbers
              ? compareNumbers(one.substring(i, end), other.substring(j, otherEnd))
              : Character.compare(one.charAt(i), other.charAt(j));
      if (difference != 0) {
        return difference;
      }
      i = numbers ? end : i + 1;
      j = numbers ? otherEnd : j + 1;
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** A longer one is the larger, as indexes have no zeros in front. */
  private static int compareNumbers(String one, String other) {
    int byLength = Integer.compare(one.length(), other.length());
    return byLength != 0 ? byLength : one.compareTo(other);
  }
}
