package dev.routeguard.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What nobody should write into a manifest, put into places out of a seed. */
final class Mutations {
  private static final String LONG = "a".repeat(20_000);
  private static final List<String> HOSTS =
      List.of(
          "*.com",
          "*",
          "*.",
          ".",
          "..",
          "a..b",
          "shop.example.com.",
          "*.a.example.com.",
          "xn--bcher-kva.example",
          "bücher.example",
          "[::1]:80",
          "a:80:90",
          ":",
          "]:",
          "A".repeat(300) + ".test");
  private static final List<String> PATHS =
      List.of(
          "/%2e%2e/%2E", "/%", "//", "pay", "/?a=b#c", "/\u0000\uD800", "/日本", "/*", "/" + LONG);
  private static final List<String> EXPRESSIONS =
      List.of(
          "(a+)+$",
          "((a{0,99}){0,99}){0,99}",
          "(".repeat(5_000),
          "(?<=a)b",
          "\\1(a)",
          "[",
          "a{1000}{1000}",
          "(?i:" + "x*".repeat(1_000) + ")",
          "\\Qopen",
          "(a|aa)+".repeat(100));
  private static final List<String> TEXTS =
      List.of(
          "", " ", "\n", "{}", "[1", "{\"a\":", "a,b,,", "$(id)", "-1", "1e9999", "99999999999");

  private static final List<String> NUMBERED = List.of("host", "hostname", "path", "value");

  /** More than any list of the Gateway API may hold. */
  private static final int MOST_REPEATS = 100;

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** A copy with one to four values replaced, dropped or repeated, anywhere in it. */
  Map<String, Object> of(Map<String, Object> document) {
    var copy = copy(document);
    for (int i = random.nextInt(4) + 1; i > 0; i--) {
      mutate(copy);
    }
    return copy;
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> copy.put(key.toString(), copyOf(value)));
    return copy;
  }

  private static @Nullable Object copyOf(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return copy(map);
    }
    if (value instanceof List<?> list) {
      var copy = new ArrayList<Object>();
      list.forEach(item -> copy.add(copyOf(item)));
      return copy;
    }
    return value;
  }

  /** Walks down at random and replaces where it stops; kind and name stay, or it is no object. */
  @SuppressWarnings("unchecked")
  private void mutate(Map<String, Object> document) {
    var keys = new ArrayList<>(document.keySet());
    keys.removeAll(List.of("apiVersion", "kind", "name", "namespace", "creationTimestamp"));
    if (keys.isEmpty()) {
      return;
    }
    var key = keys.get(random.nextInt(keys.size()));
    var value = document.get(key);
    if (key.equals("metadata") || (value instanceof Map<?, ?> && random.nextInt(10) > 0)) {
      mutate((Map<String, Object>) value);
    } else if (value instanceof List<?> list && !list.isEmpty() && random.nextInt(10) > 0) {
      mutate((List<Object>) list);
    } else {
      document.put(key, copyOf(other(value)));
    }
  }

  @SuppressWarnings("unchecked")
  private void mutate(List<Object> list) {
    int at = random.nextInt(list.size());
    if (list.get(at) instanceof Map<?, ?> map && random.nextInt(10) > 0) {
      mutate((Map<String, Object>) map);
    } else if (random.nextInt(3) == 0) {
      boolean alike = random.nextBoolean();
      for (int i = random.nextInt(MOST_REPEATS); i > 0; i--) {
        list.add(alike ? copyOf(list.get(at)) : numbered(list.get(at), i));
      }
    } else {
      list.set(at, copyOf(other(list.get(at))));
    }
  }

  /** A copy whose hosts and paths nothing else has. */
  private static @Nullable Object numbered(@Nullable Object value, int number) {
    if (value instanceof String text) {
      return text.startsWith("/") ? text + number : number + "." + text;
    }
    var copy = copyOf(value);
    if (copy instanceof Map<?, ?>) {
      number(copy, number);
    }
    return copy;
  }

  @SuppressWarnings("unchecked")
  private static void number(@Nullable Object copy, int number) {
    if (copy instanceof List<?> list) {
      list.forEach(item -> number(item, number));
    } else if (copy instanceof Map<?, ?>) {
      var map = (Map<String, Object>) copy;
      NUMBERED.forEach(
          key ->
              map.computeIfPresent(
                  key, (k, value) -> value instanceof String ? numbered(value, number) : value));
      map.values().forEach(value -> number(value, number));
    }
  }

  private @Nullable Object other(@Nullable Object value) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> new ArrayList<>();
      case 2 -> new LinkedHashMap<String, Object>();
      case 3 -> List.of(List.of(), Map.of("name", 7L), true);
      case 4 -> Map.of("name", List.of(Map.of()), "number", "eighty", "type", -1L);
      case 5 -> pick(List.of(-1L, 0L, 65_536L, Long.MIN_VALUE, Long.MAX_VALUE, 1e300, Double.NaN));
      case 6 -> random.nextBoolean();
      case 7 -> value instanceof String ? value + pick(PATHS) : value;
      case 8 -> pick(TEXTS);
      case 9 -> pick(PATHS);
      case 10 -> "/" + pick(EXPRESSIONS);
      default -> pick(HOSTS);
    };
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
