package dev.routeguard.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A parameter a check takes.
 *
 * @param standard the value where a policy sets none
 * @param minimum smallest value of a number, or 0
 * @param maximum largest value of a number, or most items of a list
 */
public record ParameterSpec(
    String name, Type type, Object standard, double minimum, double maximum, String description) {
  /** Longest list a policy may give. */
  public static final int MAX_ITEMS = 100;

  /** Longest text a policy may give. */
  public static final int MAX_TEXT = 253;

  /** What a value looks like. */
  public enum Type {
    DECIMAL("a number"),
    TEXTS("a list of texts"),
    HOSTS("a list of hosts such as shop.example.com or *.example.com"),
    RANGES("a list of address ranges such as 192.0.2.0/24"),
    TEXT("a text"),
    REGEX("a regular expression of RE2, not too large with its counts written out"),
    SEVERITY("one of Critical, High, Medium and Low"),
    LISTS("lists of texts by name"),
    WINDOWS(
        "a list of windows: {from, until, reason} as instants, or {cron, duration, zone, reason}");

    private final String inWords;

    Type(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }
  }

  public ParameterSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(standard, "standard");
    Objects.requireNonNull(description, "description");
  }

  /** A list of hosts, exact or with a wildcard label, empty by default. */
  public static ParameterSpec hosts(String name, String description) {
    return new ParameterSpec(name, Type.HOSTS, List.of(), 0, MAX_ITEMS, description);
  }

  /** A list of address ranges, empty by default. */
  public static ParameterSpec ranges(String name, String description) {
    return new ParameterSpec(name, Type.RANGES, List.of(), 0, MAX_ITEMS, description);
  }

  /** A list of texts with what it holds where a policy gives none. */
  public static ParameterSpec texts(String name, List<String> standard, String description) {
    return new ParameterSpec(name, Type.TEXTS, List.copyOf(standard), 0, MAX_ITEMS, description);
  }

  /** A text. */
  public static ParameterSpec text(String name, String standard, String description) {
    return new ParameterSpec(name, Type.TEXT, standard, 0, 0, description);
  }

  /** A regular expression in the syntax of RE2, which runs in linear time whoever wrote it. */
  public static ParameterSpec regex(String name, String standard, String description) {
    return new ParameterSpec(name, Type.REGEX, standard, 0, 0, description);
  }

  /** The lowest severity that counts. */
  public static ParameterSpec severity(String name, Severity standard, String description) {
    return new ParameterSpec(name, Type.SEVERITY, standard.toString(), 0, 0, description);
  }

  /** Lists of texts by name, such as hosts by namespace; empty by default. */
  public static ParameterSpec lists(String name, String description) {
    return new ParameterSpec(name, Type.LISTS, Map.of(), 0, MAX_ITEMS, description);
  }

  /** Windows of time, empty by default. */
  public static ParameterSpec windows(String name, String description) {
    return new ParameterSpec(name, Type.WINDOWS, List.of(), 0, MAX_ITEMS, description);
  }

  /** A number within bounds. */
  public static ParameterSpec number(
      String name, double standard, double minimum, double maximum, String description) {
    return new ParameterSpec(name, Type.DECIMAL, standard, minimum, maximum, description);
  }

  /** A share between 0 and 1. */
  public static ParameterSpec share(String name, double standard, String description) {
    return new ParameterSpec(name, Type.DECIMAL, standard, 0, 1, description);
  }
}
