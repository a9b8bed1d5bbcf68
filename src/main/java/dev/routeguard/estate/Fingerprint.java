package dev.routeguard.estate;

import java.util.Map;

/**
 * What of an object decides routing, and a short hash of it: two states of an object with equal
 * fingerprints route alike.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** Short hex hash over the canonical routing content. */
  public static String of(KubernetesObject object) {
    throw new UnsupportedOperationException();
  }

  /** The annotations some dialect reads, sorted by key; bookkeeping is left out. */
  public static Map<String, String> routingAnnotations(KubernetesObject object) {
    throw new UnsupportedOperationException();
  }
}
