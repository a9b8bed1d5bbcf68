package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Share.Readiness;
import dev.routeguard.routing.from.Endpoints;
import java.util.List;
import java.util.Set;

/**
 * How Envoy Gateway divides the requests of a rule among its backends (internal/gatewayapi/route.go
 * processHTTPRouteRules, internal/xds/translator/route.go buildXdsWeightedRouteAction). Backends
 * that all have endpoints become localities of one cluster of Envoy, which prefers the ready ones;
 * otherwise each is a cluster of its own, and one status stands for those without.
 */
final class EnvoyGatewayShares {
  private static final int INVALID = 500;
  private static final int EMPTY = 503;

  /** Envoy asks all endpoints of a cluster where fewer than these are ready. */
  private static final int PANIC_PERCENT = 50;

  /** A locality keeps its share while 1 of 1.4 endpoints is ready (Envoy's default). */
  private static final double OVERPROVISIONING = 1.4;

  private static final Set<Readiness> FAULTS =
      Set.of(
          Readiness.NOT_GRANTED,
          Readiness.SERVICE_MISSING,
          Readiness.PORT_MISSING,
          Readiness.NOT_VERIFIABLE,
          Readiness.NOT_SUPPORTED);

  private final Endpoints written;

  EnvoyGatewayShares(Estate estate) {
    this.written = new Endpoints(estate, Endpoints.Usable.WRITTEN);
  }

  /**
   * The shares as they are asked.
   *
   * @param shares in the order of the backends, divided by weight
   * @param isEachAlone whether some backend has filters, which only a cluster of its own can have
   */
  List<Share> of(List<Share> shares, boolean isEachAlone) {
    var used = shares.stream().filter(share -> share.percent() > 0).toList();
    boolean someLacks = used.stream().anyMatch(share -> !isAsked(share));
    boolean someUnknown = used.stream().anyMatch(s -> s.readiness() == Readiness.UNKNOWN);
    if (!someLacks && !someUnknown && !isEachAlone && used.size() > 1) {
      return together(shares, used);
    }
    int status = statusOfLacking(shares, used);
    return shares.stream().map(share -> withStatus(share, isAsked(share) ? 0 : status)).toList();
  }

  /**
   * The shares of a route for connections: backends without endpoints are left out, unless that
   * leaves none (internal/gatewayapi/route.go, processTCPRouteParentRefs).
   */
  List<Share> ofConnections(List<Share> shares) {
    double asked = shares.stream().filter(this::isAsked).mapToDouble(Share::percent).sum();
    if (asked == 0) {
      return shares;
    }
    var left =
        shares.stream()
            .map(s -> withPercent(s, isAsked(s) ? 100 * s.percent() / asked : 0))
            .toList();
    var used = left.stream().filter(share -> share.percent() > 0).toList();
    boolean someUnknown = used.stream().anyMatch(s -> s.readiness() == Readiness.UNKNOWN);
    return someUnknown ? left : together(left, used);
  }

  /** A backend without any share still says that something is wrong. */
  private int statusOfLacking(List<Share> shares, List<Share> used) {
    boolean someFaulty = shares.stream().anyMatch(share -> FAULTS.contains(share.readiness()));
    if (used.stream().noneMatch(this::isAsked)) {
      return someFaulty ? INVALID : EMPTY;
    }
    boolean someEmpty = used.stream().anyMatch(s -> !isAsked(s) && !FAULTS.contains(s.readiness()));
    return someEmpty ? EMPTY : INVALID;
  }

  /** Whether the backend has endpoints, ready or not. */
  private boolean isAsked(Share share) {
    return share.isServed()
        || (share.readiness() == Readiness.NO_READY_ENDPOINTS && endpoints(share) > 0);
  }

  private int endpoints(Share share) {
    return written.share(share.backend(), 100, 0, 0).readyEndpoints();
  }

  private List<Share> together(List<Share> shares, List<Share> used) {
    int all = used.stream().mapToInt(this::endpoints).sum();
    int ready = used.stream().mapToInt(Share::readyEndpoints).sum();
    boolean isPanic = 100 * ready / all < PANIC_PERCENT;
    double total = used.stream().mapToDouble(share -> effective(share, isPanic)).sum();
    return shares.stream().map(s -> asked(s, 100 * effective(s, isPanic) / total)).toList();
  }

  private double effective(Share share, boolean isPanic) {
    if (share.percent() == 0 || isPanic) {
      return share.percent();
    }
    double ready = (double) share.readyEndpoints() / endpoints(share);
    return share.percent() * Math.min(1, OVERPROVISIONING * ready);
  }

  private static Share asked(Share s, double percent) {
    return percent > 0 ? withStatus(withPercent(s, percent), 0) : withPercent(s, 0);
  }

  private static Share withPercent(Share s, double percent) {
    return new Share(s.backend(), percent, s.readiness(), s.readyEndpoints(), s.status());
  }

  private static Share withStatus(Share s, int status) {
    return new Share(s.backend(), s.percent(), s.readiness(), s.readyEndpoints(), status);
  }
}
