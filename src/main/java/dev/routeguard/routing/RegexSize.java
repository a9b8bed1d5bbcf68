package dev.routeguard.routing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large an expression grows when its counted repetitions are written out, as compilers do:
 * RE2/J 1.8 refuses one count above 1000 but not counts inside counts, and runs out of memory on
 * them.
 */
final class RegexSize {
  /** Groups inside groups; parsers walk them by recursion. */
  private static final int MAX_NESTING = 100;

  /** Atoms after writing out. */
  private static final long MAX_ATOMS = 10_000;

  private final String regex;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long total;
  private long atom;
  private int at;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  static boolean isBounded(String regex) {
    return regex.length() <= MAX_ATOMS && new RegexSize(regex).walk();
  }

  private boolean walk() {
    while (at < regex.length()) {
      step(regex.charAt(at++));
      if (total > MAX_ATOMS || outer.size() > MAX_NESTING) {
        return false;
      }
    }
    return true;
  }

  private void step(char c) {
    switch (c) {
      case '(' -> {
        outer.push(total);
        total = 0;
      }
      case ')' -> {
        long inner = total + 1;
        total = outer.isEmpty() ? 0 : outer.pop();
        add(inner);
      }
      case '{' -> {
        long more = atom * (count() - 1);
        atom += more;
        total += more;
      }
      case '[' -> {
        int end = regex.indexOf(']', at + 1);
        at = end < 0 ? regex.length() : end + 1;
        add(1);
      }
      case '\\' -> {
        at++;
        add(1);
      }
      default -> add(1);
    }
  }

  private void add(long atoms) {
    atom = atoms;
    total += atoms;
  }

  /** The larger number in braces; 1 where they hold none, as they are text then. */
  private long count() {
    int end = regex.indexOf('}', at);
    var inside = end < 0 ? "" : regex.substring(at, end);
    if (!inside.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
      return 1;
    }
    at = end + 1;
    var numbers = inside.split(",");
    return Math.max(1, Math.max(number(numbers[0]), number(numbers[numbers.length - 1])));
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }
}
