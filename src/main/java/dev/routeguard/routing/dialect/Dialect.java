package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.from.Translations;
import java.util.Set;

/**
 * How one controller reads the same manifests: which objects it serves, how it matches hosts and
 * paths, who wins, what no endpoints and missing Services do.
 */
public interface Dialect {
  /** As in configuration and case files, such as {@code ingress-nginx}. */
  String name();

  /** What requests for one concrete host can meet on an entry. Reads no object of other hosts. */
  HostTable table(Translations translations, Entry entry, String host);

  /**
   * Whether rules of a less specific host may win over those of a more specific one, so that a rule
   * for a wildcard or for every host decides about all hosts it covers.
   */
  default boolean hostsCompete() {
    return false;
  }

  /** Hosts as written, beside its own, whose answers a route object may decide. */
  default Set<String> alsoTouched(Translations translations, Entry entry, KubernetesObject object) {
    return Set.of();
  }
}
