package dev.routeguard.routing.dialect;

/** Who reads the annotations of ingress-nginx, where the readings differ. */
enum NginxFamily {
  /** The controller itself. */
  INGRESS_NGINX(true, false),
  /**
   * Traefik's ingress-nginx provider: two Ingresses with one path are a coin toss, and a canary is
   * found by the primary's Service, whatever host that serves.
   */
  TRAEFIK(false, true);

  private final boolean oldestKeepsPath;
  private final boolean canaryFollowsService;

  NginxFamily(boolean oldestKeepsPath, boolean canaryFollowsService) {
    this.oldestKeepsPath = oldestKeepsPath;
    this.canaryFollowsService = canaryFollowsService;
  }

  boolean oldestKeepsPath() {
    return oldestKeepsPath;
  }

  boolean canaryFollowsService() {
    return canaryFollowsService;
  }
}
