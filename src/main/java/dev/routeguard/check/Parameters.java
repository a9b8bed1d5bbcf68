package dev.routeguard.check;

import com.google.re2j.Pattern;
import dev.routeguard.routing.RequestMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The values of a check's parameters: complete, typed and within bounds. */
public final class Parameters {
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", Pattern.CASE_INSENSITIVE);

  private final Map<String, Object> values;

  private final Map<String, Pattern> expressions = new ConcurrentHashMap<>();

  /** Results are looked up by it, once per check and review. */
  private final int hash;

  private Parameters(Map<String, Object> values) {
    this.values = Map.copyOf(values);
    this.hash = this.values.hashCode();
  }

  /**
   * The outcome of reading what a policy says.
   *
   * @param parameters usable only where there are no problems
   * @param problems one sentence each, naming the parameter
   */
  public record Reading(Parameters parameters, List<String> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** The defaults of a check. */
  public static Parameters standard(CheckDescription description) {
    return read(description, Map.of()).parameters();
  }

  /** What a policy gives, with the check's defaults for the rest. */
  public static Reading read(CheckDescription description, Map<String, ?> given) {
    var problems = new ArrayList<String>();
    var values = new LinkedHashMap<String, Object>();
    description.parameters().forEach(spec -> values.put(spec.name(), spec.standard()));
    for (var entry : new TreeMap<String, Object>(given).entrySet()) {
      var spec = specOf(description, entry.getKey());
      if (spec.isEmpty()) {
        problems.add(unknown(description, entry.getKey()));
      } else {
        readOne(spec.get(), entry.getValue(), values, problems);
      }
    }
    return new Reading(new Parameters(values), problems);
  }

  /** A number. */
  public double decimal(String name) {
    return (Double) value(name);
  }

  /** A list of texts, hosts or ranges. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String name) {
    return (List<String>) value(name);
  }

  /** A text. */
  public String text(String name) {
    return (String) value(name);
  }

  /** A regular expression, compiled once. */
  public Pattern regex(String name) {
    return expressions.computeIfAbsent(
        name, one -> RequestMatcher.compile(text(one), false).orElseThrow());
  }

  /** A severity. */
  public Severity severity(String name) {
    var text = text(name);
    return Arrays.stream(Severity.values())
        .filter(one -> one.toString().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /** Lists of texts by name. */
  @SuppressWarnings("unchecked")
  public Map<String, List<String>> lists(String name) {
    return (Map<String, List<String>>) value(name);
  }

  /** Windows of time. */
  @SuppressWarnings("unchecked")
  List<TimeWindow> windows(String name) {
    return (List<TimeWindow>) value(name);
  }

  private Object value(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no such parameter: " + name);
    }
    return value;
  }

  private static Optional<ParameterSpec> specOf(CheckDescription description, String name) {
    return description.parameters().stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  private static String unknown(CheckDescription description, String name) {
    var known = description.parameters().stream().map(ParameterSpec::name).toList();
    return "check %s has no parameter %s (%s)"
        .formatted(
            description.name(),
            name,
            known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known));
  }

  private static void readOne(
      ParameterSpec spec, Object given, Map<String, Object> values, List<String> problems) {
    switch (spec.type()) {
      case DECIMAL -> readDecimal(spec, given, values, problems);
      case TEXTS, HOSTS, RANGES -> readTexts(spec, given, values, problems);
      case TEXT, REGEX, SEVERITY -> readText(spec, given, values, problems);
      case LISTS -> readLists(spec, given, values, problems);
      case WINDOWS -> readWindows(spec, given, values, problems);
    }
  }

  private static void readText(
      ParameterSpec spec, Object given, Map<String, Object> values, List<String> problems) {
    if (given instanceof String text && isWellFormed(spec.type(), text)) {
      values.put(spec.name(), text);
    } else {
      problems.add(wrongType(spec, given));
    }
  }

  private static void readLists(
      ParameterSpec spec, Object given, Map<String, Object> values, List<String> problems) {
    if (!(given instanceof Map<?, ?> map) || map.size() > spec.maximum()) {
      problems.add(wrongType(spec, given));
      return;
    }
    var lists = new LinkedHashMap<String, List<String>>();
    map.forEach(
        (key, value) -> {
          if (value instanceof List<?> list
              && list.size() <= spec.maximum()
              && list.stream().allMatch(one -> one instanceof String text && isShort(text))) {
            lists.put(String.valueOf(key), list.stream().map(String::valueOf).toList());
          } else {
            problems.add(wrongType(spec, value));
          }
        });
    values.put(spec.name(), Map.copyOf(lists));
  }

  private static void readWindows(
      ParameterSpec spec, Object given, Map<String, Object> values, List<String> problems) {
    if (!(given instanceof List<?> list) || list.size() > spec.maximum()) {
      problems.add(wrongType(spec, given));
      return;
    }
    var windows = new ArrayList<TimeWindow>();
    for (var item : list) {
      var reading = TimeWindow.read(item);
      reading.window().ifPresent(windows::add);
      reading
          .problem()
          .ifPresent(why -> problems.add("parameter %s: %s".formatted(spec.name(), why)));
    }
    values.put(spec.name(), List.copyOf(windows));
  }

  private static boolean isShort(String text) {
    return text.length() <= ParameterSpec.MAX_TEXT;
  }

  private static void readDecimal(
      ParameterSpec spec, Object given, Map<String, Object> values, List<String> problems) {
    if (!(given instanceof Number number)) {
      problems.add(wrongType(spec, given));
    } else if (!(number.doubleValue() >= spec.minimum()
        && number.doubleValue() <= spec.maximum())) {
      problems.add(
          "parameter %s must be between %s and %s, not %s"
              .formatted(spec.name(), spec.minimum(), spec.maximum(), given));
    } else {
      values.put(spec.name(), number.doubleValue());
    }
  }

  private static void readTexts(
      ParameterSpec spec, Object given, Map<String, Object> values, List<String> problems) {
    if (!(given instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      problems.add(wrongType(spec, given));
      return;
    }
    if (list.size() > spec.maximum()) {
      problems.add(
          "parameter %s holds more than %.0f items".formatted(spec.name(), spec.maximum()));
      return;
    }
    var texts = list.stream().map(String.class::cast).toList();
    texts.stream()
        .filter(text -> !isWellFormed(spec.type(), text))
        .forEach(
            text ->
                problems.add(
                    "parameter %s is %s, and \"%s\" is none"
                        .formatted(spec.name(), spec.type().inWords(), shortened(text))));
    values.put(spec.name(), texts);
  }

  private static boolean isWellFormed(ParameterSpec.Type type, String text) {
    if (!isShort(text)) {
      return false;
    }
    return switch (type) {
      case HOSTS -> HOST.matcher(text).matches();
      case RANGES -> AddressRange.parse(text).isPresent();
      case REGEX -> RequestMatcher.compile(text, false).isPresent();
      case SEVERITY ->
          Arrays.stream(Severity.values()).anyMatch(one -> one.toString().equals(text));
      case TEXTS, TEXT, DECIMAL, LISTS, WINDOWS -> true;
    };
  }

  private static String wrongType(ParameterSpec spec, Object given) {
    return "parameter %s must be %s, not %s"
        .formatted(spec.name(), spec.type().inWords(), shortened(String.valueOf(given)));
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return new TreeMap<>(values).toString();
  }
}
