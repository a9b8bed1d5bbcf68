package dev.routeguard.files;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A pack of policies that comes along: a folder of {@code deploy/examples/packs}, which the build
 * puts beside the classes.
 */
public enum Pack {
  /** Routes that stop answering. */
  ESSENTIAL("backends-must-serve", "no-lost-routes", "small-steps", "stable-load-balancers"),
  /** What becomes reachable for more people. */
  EXPOSURE("no-wider-exposure"),
  /** Encryption and certificates. */
  TLS("keep-tls"),
  /** What is worth a warning. */
  HYGIENE("hygiene"),
  /** One policy for each class of public incidents, by its post-mortem. */
  INCIDENT(
      "r00-quarter-to-dead-pool",
      "r01-corrupted-push-drops-site",
      "r02-overwritten-by-empty-config",
      "r03-stale-config-reapplied",
      "r04-generator-drops-all-blocks",
      "r05-order-sensitive-list",
      "r06-invalid-tenant-config-freezes",
      "r08-generator-emits-every-row-twice",
      "r09-dormant-route-woken",
      "r10-reject-before-allow",
      "r13-balancer-state-deleted",
      "r15-health-check-on-home-page",
      "r16-reset-to-wrong-backend",
      "r17-provider-default-takes-over",
      "r18-generated-wrong-host",
      "r19-migration-misses-one-route",
      "r20-old-entry-removed-before-new",
      "r21-health-ping-unanswered",
      "r22-selector-matches-nothing",
      "r23-template-edit-deletes-everything",
      "r24-all-entry-nodes-out",
      "r25-rejected-at-load",
      "r26-change-inside-maintenance",
      "r28-slots-full-of-stale-backends",
      "r29-snippet-breaks-reload",
      "r30-class-edit-moves-entry"),
  /** Away from retired controllers. */
  MIGRATION("migration", "parity-with-gateway-api");

  /**
   * What the chart installs where nobody says otherwise. The incidents select the same checks once
   * more, each under the name of a post-mortem.
   */
  public static final Set<Pack> STARTER =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(INCIDENT)));

  private final List<String> policies;

  Pack(String... policies) {
    this.policies = List.of(policies);
  }

  /** As people write it, such as {@code essential}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of its policies, in order. */
  public List<String> policies() {
    return policies;
  }

  /** The packs of a word: that of the name, or those of {@code starter}; none for other words. */
  public static Set<Pack> named(String word) {
    if (word.equals("starter")) {
      return STARTER;
    }
    return Arrays.stream(values())
        .filter(pack -> pack.word().equals(word))
        .findFirst()
        .map(Set::of)
        .orElse(Set.of());
  }
}
