package dev.routeguard.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the expressions of a policy share.
 *
 * @param variables composed ones by full name, such as {@code variables.hosts}, in the order
 *     written
 * @param conditions that must all be true of a change, or the policy has nothing to say about it
 */
public record CelContext(
    Map<String, Expression> variables, List<NamedExpression> conditions, PolicyParams params) {
  public static final CelContext EMPTY =
      new CelContext(Map.of(), List.of(), new PolicyParams.None());

  public CelContext {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    conditions = List.copyOf(conditions);
    Objects.requireNonNull(params, "params");
  }
}
