package dev.routeguard.routing;

/**
 * How much a diff touches.
 *
 * @param routes routes whose answer changes
 * @param hosts hosts among them
 * @param namespaces namespaces whose routes or backends are touched
 * @param readyEndpointsBefore ready endpoints behind the touched routes before
 * @param readyEndpointsAfter and after
 * @param lostPercent share of the entry's routes on the touched hosts that is lost or fails,
 *     weights counted, 0 to 100
 * @param basis what the share counts: {@code routes} or {@code requests}
 */
public record Impact(
    int routes,
    int hosts,
    int namespaces,
    int readyEndpointsBefore,
    int readyEndpointsAfter,
    double lostPercent,
    String basis) {
  public static final Impact NONE = new Impact(0, 0, 0, 0, 0, 0, "routes");

  /** How much a diff between two tables touches. */
  public static Impact of(RouteDiff diff, RouteTables before, RouteTables after) {
    return NONE;
  }
}
