package dev.routeguard.policy.library;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.SimpleType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Lists: {@code isSorted}, {@code sum}, {@code min}, {@code max}, {@code indexOf}, {@code
 * lastIndexOf}. Source: Kubernetes CEL list library. One form for all element types, so that lists
 * whose elements are known only at run time work, too.
 */
final class ListFunctions {
  private ListFunctions() {}

  static FunctionLibrary library() {
    return new FunctionLibrary("lists")
        .method("isSorted", SimpleType.BOOL, Types.LIST, ListFunctions::isSorted)
        .method("sum", Types.ELEMENT, Types.LIST, ListFunctions::sum)
        .method("min", Types.ELEMENT, Types.LIST, list -> extreme(list, -1))
        .method("max", Types.ELEMENT, Types.LIST, list -> extreme(list, 1))
        .method(
            "indexOf",
            SimpleType.INT,
            List.of(Types.LIST, new FunctionLibrary.Type<>(Object.class, Types.ELEMENT)),
            arguments -> indexOf((List<?>) arguments[0], arguments[1]))
        .method(
            "lastIndexOf",
            SimpleType.INT,
            List.of(Types.LIST, new FunctionLibrary.Type<>(Object.class, Types.ELEMENT)),
            arguments -> lastIndexOf((List<?>) arguments[0], arguments[1]));
  }

  private static boolean isSorted(List<?> list) {
    for (int i = 1; i < list.size(); i++) {
      if (compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object sum(List<?> list) {
    Object sum = null;
    for (var element : list) {
      sum = sum == null ? checked(element) : plus(sum, element);
    }
    return Objects.requireNonNullElse(sum, 0L);
  }

  private static Object checked(Object element) {
    if (element instanceof Number || element instanceof Duration) {
      return element;
    }
    throw new IllegalArgumentException("a list of what is no number has no sum");
  }

  private static Object plus(Object one, Object two) {
    if (one instanceof Long a && two instanceof Long b) {
      return Math.addExact(a, b);
    }
    if (one instanceof UnsignedLong a && two instanceof UnsignedLong b) {
      return a.plus(b);
    }
    if (one instanceof Duration a && two instanceof Duration b) {
      return a.plus(b);
    }
    if (one instanceof Number a && two instanceof Number b) {
      return a.doubleValue() + b.doubleValue();
    }
    throw new IllegalArgumentException("a list of what is no number has no sum");
  }

  private static Object extreme(List<?> list, int direction) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("an empty list has no least and no greatest element");
    }
    Object best = list.get(0);
    for (var element : list) {
      if (compare(element, best) * direction > 0) {
        best = element;
      }
    }
    return best;
  }

  private static long indexOf(List<?> list, Object wanted) {
    for (int i = 0; i < list.size(); i++) {
      if (isEqual(list.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static long lastIndexOf(List<?> list, Object wanted) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (isEqual(list.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** Numbers of different types are equal where their values are. */
  private static boolean isEqual(Object one, Object two) {
    return one instanceof Number && two instanceof Number
        ? compare(one, two) == 0
        : one.equals(two);
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object two) {
    if (one instanceof Number a && two instanceof Number b && one.getClass() != two.getClass()) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (one instanceof Comparable<?> && one.getClass() == two.getClass()) {
      return ((Comparable<Object>) one).compareTo(two);
    }
    throw new IllegalArgumentException(
        "%s and %s have no order"
            .formatted(one.getClass().getSimpleName(), two.getClass().getSimpleName()));
  }
}
