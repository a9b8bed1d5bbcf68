package dev.routeguard.routing.dialect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes fields so that equal meaning gives equal text: keys in order, times in seconds. */
final class Canonical {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,5})(h|ms|m|s)");

  private Canonical() {}

  /** {@code a=1; b=[x, y]}; empty for an empty map. */
  static String text(Map<String, Object> fields) {
    var parts = new ArrayList<String>();
    new TreeMap<>(fields).forEach((key, value) -> parts.add(key + "=" + value(value)));
    return String.join("; ", parts);
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, String>();
      map.forEach((key, item) -> sorted.put(key.toString(), value(item)));
      return sorted.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Canonical::value).toList().toString();
    }
    return String.valueOf(value);
  }

  /** A duration of the Gateway API (GEP-2257) in seconds; one that is none, as written. */
  static String seconds(String duration) {
    var parts = DURATION.matcher(duration);
    long millis = 0;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      millis += Long.parseLong(parts.group(1)) * millisOf(parts.group(2));
      end = parts.end();
    }
    return end == duration.length()
        ? decimal(BigDecimal.valueOf(millis).movePointLeft(3).doubleValue())
        : duration;
  }

  private static long millisOf(String unit) {
    return switch (unit) {
      case "h" -> 3_600_000;
      case "m" -> 60_000;
      case "s" -> 1_000;
      default -> 1;
    };
  }

  /** Without trailing zeros. */
  static String decimal(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
