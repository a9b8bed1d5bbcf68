package dev.routeguard.restore;

import dev.routeguard.estate.KubernetesObject;
import java.util.Map;
import java.util.Objects;

/**
 * An object as the API server holds it now.
 *
 * @param object as it is compared
 * @param annotations all of them, also those that nobody reads
 */
public record Live(KubernetesObject object, Map<String, String> annotations) {
  public Live {
    Objects.requireNonNull(object, "object");
    annotations = Map.copyOf(annotations);
  }
}
