package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/**
 * A host that an entry serves with TLS.
 *
 * @param host as written, may be a wildcard or empty (every host); lower case
 * @param secrets certificates as {@code namespace/name}, comma separated; empty where the data
 *     plane brings its own or passes through
 * @param passthrough true where the data plane does not terminate
 */
public record TlsHost(
    Entry entry,
    String host,
    String secrets,
    boolean passthrough,
    ObjectRef object,
    String fieldPath) {
  public TlsHost {
    Objects.requireNonNull(entry, "entry");
    host = Request.normalHost(host);
    Objects.requireNonNull(secrets, "secrets");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(fieldPath, "fieldPath");
  }
}
