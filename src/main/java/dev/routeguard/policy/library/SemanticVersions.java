package dev.routeguard.policy.library;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Versions: {@code semver}, {@code isSemver}, {@code major}, {@code minor}, {@code patch} and
 * comparisons. Source: Kubernetes CEL semver library, semver.org 2.0.0; with {@code true} as second
 * argument {@code v1.2} is read as {@code 1.2.0}.
 */
final class SemanticVersions {
  private static final Type<Version> VERSION =
      new Type<>(Version.class, OpaqueType.create("kubernetes.Semver"));

  private SemanticVersions() {}

  static FunctionLibrary library() {
    return new FunctionLibrary("semver")
        .function("semver", VERSION.celType(), Types.STRING, text -> Version.of(text, false))
        .function("semver", VERSION.celType(), Types.STRING, Types.BOOL, Version::of)
        .function(
            "isSemver",
            SimpleType.BOOL,
            Types.STRING,
            text -> Version.parse(text, false).isPresent())
        .function(
            "isSemver",
            SimpleType.BOOL,
            Types.STRING,
            Types.BOOL,
            (text, normal) -> Version.parse(text, normal).isPresent())
        .method("major", SimpleType.INT, VERSION, version -> version.number(0))
        .method("minor", SimpleType.INT, VERSION, version -> version.number(1))
        .method("patch", SimpleType.INT, VERSION, version -> version.number(2))
        .method("isGreaterThan", SimpleType.BOOL, VERSION, VERSION, (a, b) -> a.compareTo(b) > 0)
        .method("isLessThan", SimpleType.BOOL, VERSION, VERSION, (a, b) -> a.compareTo(b) < 0)
        .method("compareTo", SimpleType.INT, VERSION, VERSION, (a, b) -> (long) a.compareTo(b));
  }

  /** The build metadata is left out: it does not order versions. */
  private record Version(List<BigInteger> numbers, List<String> preRelease)
      implements Comparable<Version> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final Pattern FORM =
        Pattern.compile(
            "%s\\.%s\\.%s".formatted(NUMBER, NUMBER, NUMBER)
                + "(?:-((?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
                + "(?:\\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?"
                + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
    private static final Pattern LOOSE =
        Pattern.compile("v?0*([0-9]+)(?:\\.0*([0-9]+))?(?:\\.0*([0-9]+))?([-+].*)?");
    private static final int LONGEST = 256;

    static Version of(String text, boolean normalize) {
      return parse(text, normalize)
          .orElseThrow(
              () -> new IllegalArgumentException("\"%s\" is no semantic version".formatted(text)));
    }

    static Optional<Version> parse(String text, boolean normalize) {
      if (text.length() > LONGEST) {
        return Optional.empty();
      }
      var parts = FORM.matcher(normalize ? normal(text) : text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      var pre = parts.group(4);
      return Optional.of(
          new Version(
              List.of(
                  new BigInteger(parts.group(1)),
                  new BigInteger(parts.group(2)),
                  new BigInteger(parts.group(3))),
              pre == null ? List.of() : Arrays.asList(pre.split("\\."))));
    }

    private static String normal(String text) {
      var parts = LOOSE.matcher(text);
      return parts.matches()
          ? "%s.%s.%s%s"
              .formatted(
                  parts.group(1),
                  parts.group(2) == null ? "0" : parts.group(2),
                  parts.group(3) == null ? "0" : parts.group(3),
                  parts.group(4) == null ? "" : parts.group(4))
          : text;
    }

    long number(int index) {
      return numbers.get(index).longValueExact();
    }

    @Override
    public int compareTo(Version other) {
      for (int i = 0; i < numbers.size(); i++) {
        int order = numbers.get(i).compareTo(other.numbers.get(i));
        if (order != 0) {
          return order;
        }
      }
      // A version comes after its pre-releases.
      if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
        return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
      }
      return comparePreRelease(other);
    }

    private int comparePreRelease(Version other) {
      for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
        int order = compare(preRelease.get(i), other.preRelease.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    private static int compare(String one, String two) {
      boolean isNumber = one.matches("[0-9]+");
      boolean isOtherNumber = two.matches("[0-9]+");
      if (isNumber && isOtherNumber) {
        return new BigInteger(one).compareTo(new BigInteger(two));
      }
      return isNumber == isOtherNumber
          ? Integer.signum(one.compareTo(two))
          : Boolean.compare(isOtherNumber, isNumber);
    }
  }
}
