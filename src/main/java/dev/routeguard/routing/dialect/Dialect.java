package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;

/**
 * How one controller reads the same manifests: which objects it serves, how it matches hosts and
 * paths, who wins, what no endpoints and missing Services do.
 */
public interface Dialect {
  /** As in configuration and case files, such as {@code ingress-nginx}. */
  String name();

  /** What requests for one concrete host can meet on an entry. Reads no object of other hosts. */
  HostTable table(Estate estate, Entry entry, String host);
}
