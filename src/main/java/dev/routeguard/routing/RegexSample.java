package dev.routeguard.routing;

import java.util.Optional;

/**
 * A text that an expression matches as a whole, found by walking its first alternatives with as few
 * repetitions as allowed, and tried before it is believed. Expressions beyond the common ones have
 * none.
 */
final class RegexSample {
  private static final int MAX_LENGTH = 1000;

  private final String regex;
  private int at;

  private RegexSample(String regex) {
    this.regex = regex;
  }

  static Optional<String> of(String regex) {
    var compiled = RequestMatcher.compile(regex, false);
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    try {
      var sample = new RegexSample(regex).alternatives();
      return Optional.of(sample).filter(text -> compiled.get().matches(text));
    } catch (IndexOutOfBoundsException e) {
      // Beyond what this walk understands: no sample.
      return Optional.empty();
    }
  }

  private String alternatives() {
    var first = sequence();
    while (at < regex.length() && regex.charAt(at) == '|') {
      at++;
      sequence();
    }
    return first;
  }

  private String sequence() {
    var text = new StringBuilder();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      text.append(repeated(atom()));
    }
    return text.toString();
  }

  private String atom() {
    char c = regex.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> characterClass();
      case '\\' -> escaped();
      case '.' -> "x";
      case '^', '$' -> "";
      default -> String.valueOf(c);
    };
  }

  private String group() {
    if (regex.charAt(at) == '?') {
      at = Math.min(indexOf(':', at), indexOf('>', at)) + 1;
    }
    var text = alternatives();
    at++;
    return text;
  }

  private int indexOf(char c, int from) {
    int found = regex.indexOf(c, from);
    return found < 0 ? regex.length() : found;
  }

  private String characterClass() {
    int end = regex.indexOf(']', at + 1);
    var inside = regex.substring(at, end);
    at = end + 1;
    if (inside.startsWith("^")) {
      return inside.contains("x") ? "0" : "x";
    }
    return inside.startsWith("\\") ? classSample(inside.charAt(1)) : inside.substring(0, 1);
  }

  private String escaped() {
    char c = regex.charAt(at++);
    if (c == 'Q') {
      int end = regex.indexOf("\\E", at);
      var quoted = regex.substring(at, end);
      at = end + 2;
      return quoted;
    }
    return classSample(c);
  }

  private static String classSample(char c) {
    return switch (c) {
      case 'd' -> "0";
      case 'w', 'D', 'S' -> "x";
      case 's' -> " ";
      case 'b' -> "";
      default -> String.valueOf(c);
    };
  }

  private String repeated(String atom) {
    if (at >= regex.length()) {
      return atom;
    }
    char c = regex.charAt(at);
    if (c == '*' || c == '?') {
      at++;
      skipLazy();
      return "";
    }
    if (c == '+') {
      at++;
      skipLazy();
      return atom;
    }
    return c == '{' ? counted(atom) : atom;
  }

  private String counted(String atom) {
    int end = regex.indexOf('}', at);
    var least = regex.substring(at + 1, end).split(",")[0];
    at = end + 1;
    skipLazy();
    int times = least.matches("[0-9]{1,3}") ? Integer.parseInt(least) : 1;
    if (times * atom.length() > MAX_LENGTH) {
      throw new IndexOutOfBoundsException("sample too long");
    }
    return atom.repeat(times);
  }

  private void skipLazy() {
    if (at < regex.length() && regex.charAt(at) == '?') {
      at++;
    }
  }
}
