package dev.routeguard.estate;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** How an annotation's value is written, so that equal meaning becomes equal text. */
public enum AnnotationForm {
  TEXT {
    @Override
    String normal(String value) {
      return value;
    }
  },
  /** Comma-separated set. */
  LIST {
    @Override
    String normal(String value) {
      var parts = Arrays.stream(value.split(",")).map(String::strip).filter(p -> !p.isEmpty());
      return String.join(",", parts.sorted().distinct().toList());
    }
  },
  /** A time with or without unit; a bare number counts seconds. */
  SECONDS {
    @Override
    String normal(String value) {
      return inSeconds(value, BigDecimal.ONE);
    }
  },
  /** A time with or without unit; a bare number counts milliseconds. */
  MILLIS {
    @Override
    String normal(String value) {
      return inSeconds(value, THOUSANDTH);
    }
  },
  /** Words without case, such as protocols and flags. */
  LOWER {
    @Override
    String normal(String value) {
      return value.toLowerCase(Locale.ROOT);
    }
  },
  /** {@code name: value} or {@code name:value} pairs, set on each request or response. */
  HEADERS {
    @Override
    String normal(String value) {
      var pairs = Arrays.stream(value.split("[,\n]")).map(String::strip).filter(p -> !p.isEmpty());
      return String.join("; ", pairs.map(AnnotationForm::setHeader).sorted().toList());
    }
  };

  private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(ms|us|s|m|h|d)?");

  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "us",
          new BigDecimal("0.000001"),
          "ms",
          THOUSANDTH,
          "s",
          BigDecimal.ONE,
          "m",
          BigDecimal.valueOf(60),
          "h",
          BigDecimal.valueOf(3600),
          "d",
          BigDecimal.valueOf(86400));

  abstract String normal(String value);

  private static String setHeader(String pair) {
    int colon = pair.indexOf(':');
    var name = colon < 0 ? pair : pair.substring(0, colon);
    var value = colon < 0 ? "" : "=" + pair.substring(colon + 1).strip();
    return "set " + name.strip().toLowerCase(Locale.ROOT) + value;
  }

  /** Decimal seconds; what is no time stays as written. */
  private static String inSeconds(String value, BigDecimal bareUnit) {
    var total = BigDecimal.ZERO;
    var times = TIME.matcher(value);
    int end = 0;
    while (times.find() && times.start() == end) {
      var unit = times.group(2) == null ? bareUnit : UNITS.get(times.group(2));
      total = total.add(new BigDecimal(times.group(1)).multiply(Objects.requireNonNull(unit)));
      end = times.end();
    }
    return end > 0 && end == value.length() ? total.stripTrailingZeros().toPlainString() : value;
  }
}
