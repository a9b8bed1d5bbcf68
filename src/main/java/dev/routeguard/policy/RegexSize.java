package dev.routeguard.policy;

import java.util.ArrayDeque;

/**
 * Estimates how large a regular expression becomes when compiled, without compiling it: RE2 unrolls
 * counted repeats, so that {@code (a{900}){900}} costs seconds and the library measures only
 * afterwards.
 */
final class RegexSize {
  private final String pattern;
  private int at;
  private long size;
  private long lastItem;
  private final ArrayDeque<Long> open = new ArrayDeque<>();

  private RegexSize(String pattern) {
    this.pattern = pattern;
  }

  /** Roughly the number of instructions; never far below the true one. */
  static long estimate(String pattern) {
    return new RegexSize(pattern).estimate();
  }

  private long estimate() {
    while (at < pattern.length()) {
      step(pattern.charAt(at));
    }
    return size + open.stream().mapToLong(Long::longValue).sum();
  }

  private void step(char c) {
    switch (c) {
      case '(' -> {
        open.push(size);
        size = 0;
        at++;
      }
      case ')' -> {
        var group = size + 2;
        size = open.isEmpty() ? 0 : open.pop();
        add(group);
        at++;
      }
      case '[' -> {
        add(2);
        at = endOfClass();
      }
      case '{' -> repeat();
      // An escaped class such as \pL may become many ranges.
      case '\\' -> {
        add(2);
        at += 2;
      }
      default -> {
        add(1);
        at++;
      }
    }
  }

  private void add(long item) {
    lastItem = item;
    size = capped(size + item);
  }

  private int endOfClass() {
    var end = at + 1;
    while (end < pattern.length() && (pattern.charAt(end) != ']' || end == at + 1)) {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private void repeat() {
    var end = pattern.indexOf('}', at);
    var counts = end < 0 ? "" : pattern.substring(at + 1, end);
    if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
      add(1);
      at++;
      return;
    }
    var times = 1L;
    for (String count : counts.split(",")) {
      times = Math.max(times, Long.parseLong(count));
    }
    var repeated = capped(lastItem * times);
    size = capped(size - lastItem + repeated);
    lastItem = repeated;
    at = end + 1;
  }

  private static long capped(long value) {
    return Math.min(value, Integer.MAX_VALUE);
  }
}
