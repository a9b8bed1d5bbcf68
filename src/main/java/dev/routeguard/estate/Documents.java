package dev.routeguard.estate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads raw documents, as JSON or YAML parsers give them, into {@link KubernetesObject}s. */
public final class Documents {
  private Documents() {}

  /**
   * The object of a document, deeply copied and immutable; empty where Routeguard does not read its
   * kind.
   *
   * @param firstSeen stands for the creation time where the document has none
   * @throws IllegalArgumentException where it is no Kubernetes object or nested too deeply
   */
  public static Optional<KubernetesObject> read(Map<String, ?> document, Instant firstSeen) {
    throw new UnsupportedOperationException();
  }
}
