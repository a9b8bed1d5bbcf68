package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Share;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of an estate a state check looks at.
 *
 * @param objects the objects to look at; those the estate does not hold have nothing to find
 */
public record Scope(RouteTables tables, Set<ObjectRef> objects) {
  public Scope {
    objects = Set.copyOf(objects);
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
