package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.routing.RouteDelta;

/**
 * A canary of ingress-nginx is an Ingress that takes requests from another one of the same host and
 * path for a while, and gives them back when it goes: that is how it is meant to end. ingress-nginx
 * docs user-guide/nginx-configuration/annotations.md, "Canary".
 */
final class EndedCanary {
  private static final String CANARY = "nginx.ingress.kubernetes.io/canary";

  private EndedCanary() {}

  /** Whether requests a canary took go back to where somebody answers them. */
  static boolean is(RouteDelta delta, Estate before) {
    return delta.object() != null
        && delta.after().isServed()
        && before
            .find(delta.object())
            .filter(object -> "true".equals(object.annotations().get(CANARY)))
            .isPresent();
  }
}
