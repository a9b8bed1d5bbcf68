package dev.routeguard.routing;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How many requests routes get, as some metrics source counted them.
 *
 * @param perSecond requests per second by route; not negative
 */
public record RequestRates(Map<Place, Double> perSecond) {
  /** Nothing is known of any route. */
  public static final RequestRates UNKNOWN = new RequestRates(Map.of());

  public RequestRates {
    perSecond = Map.copyOf(perSecond);
  }

  /**
   * A route, whatever else it asks for.
   *
   * @param host as written in the route, {@code *.example.com} or empty for every host
   * @param path as written in the route
   */
  public record Place(String host, String path) {
    public Place {
      host = Request.normalHost(host);
    }
  }

  /** Requests per second of a route; empty where nobody counted them. */
  public OptionalDouble of(RouteMatch route) {
    var rate = perSecond.get(new Place(route.host(), route.path()));
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  /** Whether all of these were counted, and any of them was asked for at all. */
  boolean tell(Collection<RouteMatch> routes) {
    return routes.stream().allMatch(route -> of(route).isPresent())
        && routes.stream().anyMatch(route -> of(route).orElse(0) > 0);
  }
}
