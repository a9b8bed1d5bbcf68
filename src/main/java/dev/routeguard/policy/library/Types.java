package dev.routeguard.policy.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import java.util.List;

/** Types that several libraries speak of. */
final class Types {
  static final Type<String> STRING = new Type<>(String.class, SimpleType.STRING);
  static final Type<Long> INT = new Type<>(Long.class, SimpleType.INT);
  static final Type<Boolean> BOOL = new Type<>(Boolean.class, SimpleType.BOOL);
  static final CelType STRINGS = ListType.create(SimpleType.STRING);
  static final CelType ELEMENT = TypeParamType.create("T");

  @SuppressWarnings("rawtypes")
  static final Type<List> LIST = new Type<>(List.class, ListType.create(ELEMENT));

  private Types() {}
}
