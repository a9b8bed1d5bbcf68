package dev.routeguard.policy.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Quantities such as {@code 500m} and {@code 1.5Gi}: {@code quantity}, {@code isQuantity}, {@code
 * sign}, {@code isInteger}, {@code asInteger}, {@code asApproximateFloat}, {@code add}, {@code sub}
 * and comparisons. Source: Kubernetes CEL quantity library, apimachinery resource.Quantity.
 */
final class Quantities {
  private static final Type<Quantity> QUANTITY =
      new Type<>(Quantity.class, OpaqueType.create("kubernetes.Quantity"));

  private Quantities() {}

  static FunctionLibrary library() {
    CelType type = QUANTITY.celType();
    return new FunctionLibrary("quantity")
        .function("quantity", type, Types.STRING, Quantity::of)
        .function(
            "isQuantity", SimpleType.BOOL, Types.STRING, text -> Quantity.parse(text).isPresent())
        .method("sign", SimpleType.INT, QUANTITY, one -> (long) one.value().signum())
        .method("isInteger", SimpleType.BOOL, QUANTITY, Quantity::isInteger)
        .method("asInteger", SimpleType.INT, QUANTITY, Quantity::asInteger)
        .method("asApproximateFloat", SimpleType.DOUBLE, QUANTITY, one -> one.value().doubleValue())
        .method("add", type, QUANTITY, QUANTITY, Quantity::plus)
        .method("add", type, QUANTITY, Types.INT, (one, two) -> one.plus(Quantity.of(two)))
        .method("sub", type, QUANTITY, QUANTITY, Quantity::minus)
        .method("sub", type, QUANTITY, Types.INT, (one, two) -> one.minus(Quantity.of(two)))
        .method("isGreaterThan", SimpleType.BOOL, QUANTITY, QUANTITY, (a, b) -> a.compareTo(b) > 0)
        .method("isLessThan", SimpleType.BOOL, QUANTITY, QUANTITY, (a, b) -> a.compareTo(b) < 0)
        .method("compareTo", SimpleType.INT, QUANTITY, QUANTITY, (a, b) -> (long) a.compareTo(b));
  }

  /** The number alone; 1Ki and 1024 are equal. */
  private record Quantity(BigDecimal value) implements Comparable<Quantity> {
    private static final Pattern FORM =
        Pattern.compile(
            "([+-]?(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30}))"
                + "(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?[0-9]{1,2}))?");
    private static final Map<String, BigDecimal> SUFFIXES =
        Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", binary(1)),
            Map.entry("Mi", binary(2)),
            Map.entry("Gi", binary(3)),
            Map.entry("Ti", binary(4)),
            Map.entry("Pi", binary(5)),
            Map.entry("Ei", binary(6)));

    Quantity {
      value = value.stripTrailingZeros();
    }

    private static BigDecimal binary(int power) {
      return BigDecimal.valueOf(1024).pow(power);
    }

    static Quantity of(String text) {
      return parse(text)
          .orElseThrow(() -> new IllegalArgumentException("\"%s\" is no quantity".formatted(text)));
    }

    static Quantity of(long number) {
      return new Quantity(BigDecimal.valueOf(number));
    }

    static Optional<Quantity> parse(String text) {
      var parts = FORM.matcher(text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      var number = new BigDecimal(parts.group(1));
      if (parts.group(2) != null) {
        number = number.multiply(SUFFIXES.get(parts.group(2)));
      } else if (parts.group(3) != null) {
        number = number.scaleByPowerOfTen(Integer.parseInt(parts.group(3)));
      }
      // Nothing is finer than nano; what is goes up, away from zero.
      return Optional.of(
          new Quantity(number.scale() > 9 ? number.setScale(9, RoundingMode.UP) : number));
    }

    boolean isInteger() {
      return value.stripTrailingZeros().scale() <= 0 && value.toBigInteger().bitLength() < 64;
    }

    long asInteger() {
      if (!isInteger()) {
        throw new IllegalArgumentException("the quantity is no integer of 64 bits");
      }
      return value.longValueExact();
    }

    Quantity plus(Quantity other) {
      return new Quantity(value.add(other.value));
    }

    Quantity minus(Quantity other) {
      return new Quantity(value.subtract(other.value));
    }

    @Override
    public int compareTo(Quantity other) {
      return value.compareTo(other.value);
    }
  }
}
