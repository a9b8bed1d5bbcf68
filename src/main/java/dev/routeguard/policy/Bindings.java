package dev.routeguard.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The values of an expression's variables, each made when it is first read: most expressions read
 * the object alone, and what a change does to traffic is dear to know. Also counts what reading
 * expressions with them costs, so that many small ones can't do together what one may not. For one
 * thread.
 */
public final class Bindings {
  private final Map<String, Supplier<Object>> suppliers;
  private final Map<String, Object> known = new HashMap<>();
  private final Set<String> composed;
  private final Spending spending;

  private Bindings(
      Map<String, Supplier<Object>> suppliers, Set<String> composed, Spending spending) {
    this.suppliers = Map.copyOf(suppliers);
    this.composed = Set.copyOf(composed);
    this.spending = spending;
  }

  /** By name. */
  public static Bindings of(Map<String, Supplier<Object>> suppliers) {
    return new Bindings(suppliers, Set.of(), new Spending());
  }

  /**
   * With the variables that a policy composes. One that has no value is an error for whoever reads
   * it, and for nobody else.
   *
   * @param composed by name, in the order written: each may read those before it
   */
  public Bindings with(Map<String, Expression> composed) {
    if (composed.isEmpty()) {
      return this;
    }
    var all = new HashMap<>(suppliers);
    var bindings = new Bindings[1];
    composed.forEach((name, expression) -> all.put(name, () -> value(expression, bindings[0])));
    bindings[0] = new Bindings(all, composed.keySet(), spending);
    return bindings[0];
  }

  private static Object value(Expression expression, Bindings bindings) {
    var result = expression.evaluate(bindings);
    if (result instanceof Expression.Result.Failure failure) {
      throw new ValueMissingException(failure.why());
    }
    return ((Expression.Result.Value) result).value();
  }

  /** Empty where there is no such variable. */
  Optional<Object> find(String name) {
    var value = known.get(name);
    if (value == null && suppliers.containsKey(name)) {
      value = value(name);
      known.put(name, value);
    }
    return Optional.ofNullable(value);
  }

  /** To know what a change does to traffic is our work, and no expense of the expression. */
  private Object value(String name) {
    var supplier = Objects.requireNonNull(suppliers.get(name));
    return composed.contains(name) ? supplier.get() : spending.without(supplier);
  }

  Spending spending() {
    return spending;
  }

  /** A variable has no value; carries the reason through the library. */
  static final class ValueMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ValueMissingException(String why) {
      super(why, null, false, false);
    }
  }
}
