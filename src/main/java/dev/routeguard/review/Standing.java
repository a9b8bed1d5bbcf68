package dev.routeguard.review;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.ConfiguredCheck;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Rules;
import dev.routeguard.check.Scope;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteTables;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The audit: what the built-in state checks find in an estate as it stands, before any policy is
 * written.
 *
 * @param findings by object, the gravest first; an object without findings is not in it
 * @param errors checks that could not be evaluated, by name
 */
public record Standing(Map<ObjectRef, List<Finding>> findings, Map<String, String> errors) {
  private static final Comparator<Finding> GRAVEST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::check)
          .thenComparing(Finding::subject);

  public Standing {
    findings = Map.copyOf(findings);
    errors = Map.copyOf(errors);
  }

  /** What was found about one object. */
  public List<Finding> of(ObjectRef object) {
    return findings.getOrDefault(object, List.of());
  }

  /** Of everything that routes. */
  static Standing of(Estate estate, Instant at) {
    var objects =
        Stream.concat(
                Stream.of(Kind.INGRESS, Kind.GATEWAY, Kind.LISTENER_SET, Kind.SERVICE),
                Kind.GATEWAY_ROUTES.stream())
            .map(estate::all)
            .flatMap(Collection::stream)
            .map(KubernetesObject::ref)
            .collect(Collectors.toCollection(TreeSet::new));
    return find(new Scope(RouteTables.of(estate), objects, Optional.of(at)));
  }

  /** Of one object. */
  static Standing of(Estate estate, ObjectRef object, Instant at) {
    return find(new Scope(RouteTables.of(estate), Set.of(object), Optional.of(at)));
  }

  private static Standing find(Scope scope) {
    var errors = new TreeMap<String, String>();
    var findings =
        Catalogue.builtIn().audit().stream()
            .flatMap(check -> find(check, scope, errors))
            .sorted(GRAVEST_FIRST)
            .collect(Collectors.groupingBy(Finding::object));
    return new Standing(findings, errors);
  }

  private static Stream<Finding> find(
      ConfiguredCheck check, Scope scope, Map<String, String> errors) {
    var found = Attempt.at(() -> Rules.standing(check, scope));
    found.problem().ifPresent(why -> errors.put(check.check().name(), why));
    return found.value().stream().flatMap(List::stream);
  }
}
