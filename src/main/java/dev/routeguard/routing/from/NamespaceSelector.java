package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A label selector over namespaces (meta/v1 LabelSelector). */
public final class NamespaceSelector {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final Map<String, Object> labels;
  private final List<Map<String, Object>> expressions;

  private NamespaceSelector(Map<String, Object> selector) {
    this.labels = Tree.map(selector, "matchLabels");
    this.expressions = Tree.maps(selector, "matchExpressions");
  }

  static NamespaceSelector of(Map<String, Object> selector) {
    return new NamespaceSelector(selector);
  }

  /** Whether it means anything: every expression has the operands its operator takes. */
  boolean isValid() {
    return expressions.stream().allMatch(NamespaceSelector::isValid);
  }

  private static boolean isValid(Map<String, Object> expression) {
    boolean hasValues = !Tree.texts(expression, "values").isEmpty();
    return switch (Tree.text(expression, "operator")) {
      case "In", "NotIn" -> hasValues;
      case "Exists", "DoesNotExist" -> !hasValues;
      default -> false;
    };
  }

  boolean selects(String namespace, Estate estate) {
    var actual = new HashMap<String, String>(Map.of(NAME_LABEL, namespace));
    estate
        .find(new ObjectRef(Kind.NAMESPACE, "", namespace))
        .ifPresent(object -> actual.putAll(object.labels()));
    return isValid()
        && labels.entrySet().stream().allMatch(e -> e.getValue().equals(actual.get(e.getKey())))
        && expressions.stream().allMatch(e -> holds(e, actual));
  }

  private static boolean holds(Map<String, Object> expression, Map<String, String> labels) {
    var value = Optional.ofNullable(labels.get(Tree.text(expression, "key")));
    var values = Tree.texts(expression, "values");
    return switch (Tree.text(expression, "operator")) {
      case "In" -> value.filter(values::contains).isPresent();
      case "NotIn" -> value.filter(values::contains).isEmpty();
      case "Exists" -> value.isPresent();
      case "DoesNotExist" -> value.isEmpty();
      default -> false;
    };
  }
}
