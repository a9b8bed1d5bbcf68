package dev.routeguard.review;

import dev.routeguard.check.ConfiguredCheck;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Rules;
import dev.routeguard.check.Scope;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Expression.Result;
import dev.routeguard.policy.ExpressionVariables;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.routing.RouteTables;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How policies stand: what each governs, and what of it is against it now. Each check is asked once
 * about all objects, whatever number of policies has it.
 */
public final class Census {
  /** Kinds that policies match but that are not theirs to count: parts of other objects. */
  private static final Set<Kind> PARTS =
      EnumSet.of(Kind.ENDPOINT_SLICE, Kind.NAMESPACE, Kind.SECRET, Kind.CONFIG_MAP, Kind.POD);

  private final RouteTables tables;
  private final List<KubernetesObject> objects;
  private final Scope scope;
  private final Map<ConfiguredCheck, Attempt<Set<ObjectRef>>> found = new HashMap<>();

  private Census(Estate estate, Instant at) {
    this.tables = RouteTables.of(estate);
    this.objects =
        Arrays.stream(Kind.values())
            .filter(kind -> !PARTS.contains(kind))
            .flatMap(kind -> estate.all(kind).stream())
            .toList();
    this.scope =
        new Scope(
            tables,
            objects.stream().map(KubernetesObject::ref).collect(Collectors.toSet()),
            Optional.of(at));
  }

  /**
   * One policy.
   *
   * @param governed how many objects it governs
   * @param violating how many of them are against it as they stand
   * @param error one check that could not be evaluated, and why; empty where all could
   */
  public record Count(int governed, int violating, String error) {}

  /** Of every policy, by its name in words. */
  public static Map<String, Count> of(PolicyBook policies, Estate estate, Instant at) {
    var census = new Census(estate, at);
    return policies.policies().stream()
        .collect(
            Collectors.toMap(
                policy -> policy.id().toString(),
                policy -> census.count(policy, policies.params(policy))));
  }

  private Count count(CompiledPolicy policy, Supplier<Object> params) {
    var governed = objects.stream().filter(object -> policy.governs(object, tables)).toList();
    var violating = new HashSet<ObjectRef>();
    var error = "";
    for (var check : policy.checks()) {
      var result = found.computeIfAbsent(check, one -> Attempt.at(() -> standing(one)));
      result.value().ifPresent(violating::addAll);
      error = result.problem().map(why -> check.check().name() + ": " + why).orElse(error);
    }
    for (var object : governed) {
      error = ask(policy, params, object, violating).orElse(error);
    }
    violating.retainAll(governed.stream().map(KubernetesObject::ref).collect(Collectors.toSet()));
    return new Count(governed.size(), violating.size(), error);
  }

  private Set<ObjectRef> standing(ConfiguredCheck check) {
    return Rules.standing(check, scope).stream().map(Finding::object).collect(Collectors.toSet());
  }

  /** Puts the object among those that violate where it does; gives an error where there is one. */
  private Optional<String> ask(
      CompiledPolicy policy,
      Supplier<Object> params,
      KubernetesObject object,
      Set<ObjectRef> violating) {
    var error = Optional.<String>empty();
    for (var check : policy.expressions()) {
      if (!ExpressionVariables.isOfObjectAlone(check.condition().variables())) {
        continue;
      }
      var variables =
          ExpressionVariables.standing(object, tables, params).with(policy.context().variables());
      var result = check.condition().evaluate(variables);
      if (result instanceof Result.Failure failure) {
        error = Optional.of("%s on %s: %s".formatted(check.name(), object.ref(), failure.why()));
      } else if (((Result.Value) result).value().equals(false)) {
        violating.add(object.ref());
      }
    }
    return error;
  }
}
