package dev.routeguard.record;

import java.util.List;

/**
 * Text that users chose, made fit for records, Events and logs: one line, no control characters, no
 * marks that turn the reading direction, and no longer than the field takes.
 */
final class CleanText {
  private static final String CUT = "…";

  private CleanText() {}

  static String of(String text, int most) {
    var clean = new StringBuilder(Math.min(text.length(), most));
    text.codePoints()
        .limit(most + 1L)
        .map(CleanText::visible)
        .filter(codePoint -> codePoint >= 0)
        .forEach(clean::appendCodePoint);
    var line = clean.toString().strip();
    return line.length() <= most ? line : cut(line, most - CUT.length()) + CUT;
  }

  /** The first of them, each clean. */
  static List<String> of(List<String> texts, int mostTexts, int most) {
    return texts.stream().limit(mostTexts).map(text -> of(text, most)).toList();
  }

  private static int visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT, Character.SURROGATE -> -1;
      default -> codePoint;
    };
  }

  private static String cut(String text, int length) {
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
