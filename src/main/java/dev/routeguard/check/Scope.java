package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of an estate a state check looks at.
 *
 * @param objects the objects to look at; those the estate does not hold have nothing to find
 * @param at the time to judge by: that of the change; empty where nobody said
 */
public record Scope(RouteTables tables, Set<ObjectRef> objects, Optional<Instant> at) {
  public Scope {
    objects = Set.copyOf(objects);
    Objects.requireNonNull(at, "at");
  }

  /** At no particular time: what depends on time is not found. */
  public Scope(RouteTables tables, Set<ObjectRef> objects) {
    this(tables, objects, Optional.empty());
  }

  /** The objects to look at that the estate holds, in a stable order. */
  Stream<KubernetesObject> present(Kind... kinds) {
    var wanted = Set.of(kinds);
    return objects.stream()
        .filter(ref -> wanted.contains(ref.kind()))
        .sorted()
        .flatMap(ref -> estate().find(ref).stream());
  }

  public Estate estate() {
    return tables.estate();
  }

  /** The routes written in the objects, in a stable order. */
  public List<RoutedMatch> routes() {
    return objects.stream().sorted().flatMap(ref -> tables.routesOf(ref).stream()).toList();
  }

  /** Every share of every route that forwards. */
  public Stream<RoutedShare> shares() {
    return routes().stream().flatMap(Scope::sharesOf);
  }

  private static Stream<RoutedShare> sharesOf(RoutedMatch route) {
    return route.outcome() instanceof Forward forward
        ? forward.shares().stream().map(share -> new RoutedShare(route, forward, share))
        : Stream.empty();
  }

  /** One backend of one route. */
  public record RoutedShare(RoutedMatch route, Forward forward, Share share) {
    /** Whether all requests of the route go to this backend. */
    public boolean isWhole() {
      return forward.shares().stream().filter(other -> other.percent() > 0).count() == 1
          && share.percent() > 0;
    }
  }
}
