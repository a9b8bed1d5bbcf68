package dev.routeguard.policy.library;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text with values in it: {@code '%s has %d'.format([name, count])}. Source: cel-go string
 * extension, "Format", which Kubernetes takes over: %s, %d, %f, %e, %b, %x, %X, %o and %%.
 */
final class StringFormat {
  private static final int MOST_DIGITS = 100;

  @SuppressWarnings("rawtypes")
  private static final Type<List> VALUES = new Type<>(List.class, ListType.create(SimpleType.DYN));

  private StringFormat() {}

  static FunctionLibrary library() {
    return new FunctionLibrary("strings")
        .method(
            "format",
            SimpleType.STRING,
            Types.STRING,
            VALUES,
            (text, values) -> new Formatting(text, values).text());
  }

  /** One text on its way. */
  private static final class Formatting {
    private final String template;
    private final List<?> values;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int used;

    Formatting(String template, List<?> values) {
      this.template = template;
      this.values = values;
    }

    String text() {
      while (at < template.length()) {
        char c = template.charAt(at++);
        if (c == '%') {
          clause();
        } else {
          text.append(c);
        }
      }
      return text.toString();
    }

    private void clause() {
      int digits = precision();
      if (at >= template.length()) {
        throw new IllegalArgumentException("the format ends within a clause");
      }
      char verb = template.charAt(at++);
      if (verb == '%') {
        text.append('%');
        return;
      }
      if (used >= values.size()) {
        throw new IllegalArgumentException(
            "the format asks for more than %d values".formatted(values.size()));
      }
      text.append(formatted(verb, digits, values.get(used++)));
    }

    /** The number in {@code %.3f}; 6 where there is none. */
    private int precision() {
      if (at >= template.length() || template.charAt(at) != '.') {
        return 6;
      }
      int from = ++at;
      while (at < template.length() && Character.isDigit(template.charAt(at))) {
        at++;
      }
      var digits = template.substring(from, at);
      if (digits.isEmpty() || digits.length() > 3 || Integer.parseInt(digits) > MOST_DIGITS) {
        throw new IllegalArgumentException("at most %d digits".formatted(MOST_DIGITS));
      }
      return Integer.parseInt(digits);
    }

    private static String formatted(char verb, int digits, Object value) {
      return switch (verb) {
        case 's' -> words(value);
        case 'd' -> integer(value).toString();
        case 'f' -> fixed(value, digits);
        case 'e' -> String.format(Locale.ROOT, "%." + digits + "e", number(value).doubleValue());
        case 'b' ->
            value instanceof Boolean truth ? (truth ? "1" : "0") : integer(value).toString(2);
        case 'o' -> integer(value).toString(8);
        case 'x' -> hexadecimal(value);
        case 'X' -> hexadecimal(value).toUpperCase(Locale.ROOT);
        default ->
            throw new IllegalArgumentException("there is no format clause %%%c".formatted(verb));
      };
    }

    private static String fixed(Object value, int digits) {
      double number = number(value).doubleValue();
      return Double.isFinite(number)
          ? new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
          : words(number);
    }

    private static String hexadecimal(Object value) {
      return value instanceof String text
          ? HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
          : integer(value).toString(16);
    }

    private static BigInteger integer(Object value) {
      if (value instanceof Long number) {
        return BigInteger.valueOf(number);
      }
      if (value instanceof UnsignedLong number) {
        return number.bigIntegerValue();
      }
      throw new IllegalArgumentException("%s is no integer".formatted(words(value)));
    }

    private static Number number(Object value) {
      if (value instanceof Number number) {
        return number;
      }
      throw new IllegalArgumentException("%s is no number".formatted(words(value)));
    }

    private static String words(Object value) {
      if (value instanceof NullValue) {
        return "null";
      }
      if (value instanceof Double number) {
        return decimal(number);
      }
      if (value instanceof Duration duration) {
        return plain(BigDecimal.valueOf(duration.toNanos(), 9)) + "s";
      }
      if (value instanceof List<?> list) {
        return list.stream().map(Formatting::words).collect(Collectors.joining(", ", "[", "]"));
      }
      if (value instanceof Map<?, ?> map) {
        return map.entrySet().stream()
            .map(entry -> words(entry.getKey()) + ": " + words(entry.getValue()))
            .sorted()
            .collect(Collectors.joining(", ", "{", "}"));
      }
      return value.toString();
    }

    private static String decimal(double number) {
      if (Double.isNaN(number)) {
        return "NaN";
      }
      return Double.isInfinite(number)
          ? (number > 0 ? "Infinity" : "-Infinity")
          : plain(BigDecimal.valueOf(number));
    }

    private static String plain(BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
  }
}
