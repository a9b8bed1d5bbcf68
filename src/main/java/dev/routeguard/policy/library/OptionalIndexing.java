package dev.routeguard.policy.library;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelReference;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * {@code object.spec.?rules[?0]} where only the run shows whether that is a list or a map. The
 * language's own library declares one form for each and takes a whole number for an index of both,
 * which its runtime refuses as ambiguous; here the value decides.
 */
public final class OptionalIndexing implements CelRuntimeLibrary {
  private static final String ID = "optional_index_by_value";

  /** Forms that give an optional; where more than one may be meant, its runtime can't choose. */
  private static final Set<String> FORMS =
      Set.of(
          "list_optindex_optional_int",
          "map_optindex_optional_value",
          "optional_list_optindex_optional_int",
          "optional_map_optindex_optional_value",
          "optional_list_index_int",
          "optional_map_index_value");

  /** The expression with every such call settled. */
  public static CelAbstractSyntaxTree settled(CelAbstractSyntaxTree checked) {
    var references = new HashMap<Long, CelReference>(checked.getReferenceMap());
    references.replaceAll((id, reference) -> settled(reference));
    return CelAbstractSyntaxTree.newCheckedAst(
        checked.getExpr(), checked.getSource(), references, checked.getTypeMap());
  }

  private static CelReference settled(CelReference reference) {
    return reference.overloadIds().size() > 1 && FORMS.containsAll(reference.overloadIds())
        ? CelReference.newBuilder().setName(reference.name()).addOverloadIds(ID).build()
        : reference;
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    runtime.addFunctionBindings(
        CelFunctionBinding.from(ID, Object.class, Object.class, OptionalIndexing::at));
  }

  private static Object at(Object target, Object index) {
    return target instanceof Optional<?> optional
        ? optional.flatMap(value -> element(value, index))
        : element(target, index);
  }

  private static Optional<Object> element(Object container, Object index) {
    if (container instanceof Map<?, ?> map) {
      return Optional.ofNullable(map.get(index));
    }
    if (container instanceof List<?> list && index instanceof Number number) {
      long at = number.longValue();
      return at >= 0 && at < list.size()
          ? Optional.of(Objects.requireNonNull(list.get((int) at)))
          : Optional.empty();
    }
    throw new IllegalArgumentException(
        "%s has no elements by index".formatted(container.getClass().getSimpleName()));
  }
}
