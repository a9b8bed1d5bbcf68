package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Backend;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One path of an Ingress, or its default backend, as written.
 *
 * @param host empty for every host
 * @param path {@code /} where none is written
 * @param pathWritten whether one is
 * @param pathType {@code Exact}, {@code Prefix}, {@code ImplementationSpecific}, or {@code Default}
 *     for a default backend
 */
public record IngressRule(
    KubernetesObject ingress,
    String host,
    String path,
    boolean pathWritten,
    String pathType,
    Backend backend,
    boolean resourceBackend,
    String fieldPath) {
  /** {@link #pathType} of a default backend. */
  public static final String DEFAULT = "Default";

  public IngressRule {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(pathType, "pathType");
  }

  public boolean isDefault() {
    return pathType.equals(DEFAULT);
  }

  public boolean isExact() {
    return pathType.equals("Exact");
  }

  public boolean isPrefix() {
    return pathType.equals("Prefix");
  }

  /** An annotation of the Ingress, empty text counting as none. */
  public Optional<String> annotation(String key) {
    return Optional.ofNullable(ingress.annotations().get(key))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  /** All annotations of the Ingress. */
  public Map<String, String> annotations() {
    return ingress.annotations();
  }
}
