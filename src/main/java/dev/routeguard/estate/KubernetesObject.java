package dev.routeguard.estate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One object as the API server or a file gave it: its identity read out, the whole document kept.
 *
 * @param uid empty where not assigned yet (files, and mutating admission)
 * @param resourceVersion empty where not assigned yet
 * @param created creation time; for an object without one, the time it was first seen
 * @param deleting true where {@code metadata.deletionTimestamp} is set
 * @param document the whole object, deeply immutable; integers are {@code Long}, decimals {@code
 *     Double}, no nulls
 */
public record KubernetesObject(
    ObjectRef ref,
    String uid,
    String resourceVersion,
    Instant created,
    boolean deleting,
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, Object> document) {

  public KubernetesObject {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(resourceVersion, "resourceVersion");
    Objects.requireNonNull(created, "created");
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  /**
   * The class an Ingress names: the legacy annotation where it is set (as controllers that know it
   * do), else the field; empty where neither is. Which class stands in for none, routing decides.
   */
  public String ingressClassAsWritten() {
    var annotation = annotations.get(CLASS_ANNOTATION);
    return annotation != null ? annotation : text("spec", "ingressClassName");
  }

  /** {@code apiVersion} as written in the document. */
  public String apiVersion() {
    return (String) document.getOrDefault("apiVersion", "");
  }

  /** {@code apiVersion} before any conversion to a newer shape. */
  public String versionAsWritten() {
    return (String) document.getOrDefault(LegacyIngress.WRITTEN, apiVersion());
  }

  /**
   * The map at a path of keys, such as {@code map("spec", "selector")}; empty where absent or of
   * another type.
   */
  @SuppressWarnings("unchecked")
  public Map<String, Object> map(String... path) {
    return at(path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The list at a path of keys; empty where absent or of another type. */
  @SuppressWarnings("unchecked")
  public List<Object> list(String... path) {
    return at(path) instanceof List<?> list ? (List<Object>) list : List.of();
  }

  /** The text at a path of keys; empty where absent or of another type. */
  public String text(String... path) {
    return at(path) instanceof String text ? text : "";
  }

  private Object at(String... path) {
    Object here = document;
    for (String key : path) {
      if (!(here instanceof Map<?, ?> map) || !map.containsKey(key)) {
        return "";
      }
      here = map.get(key);
    }
    return here;
  }

  /** Of the name alone, as sets of objects are made for every question and documents are long. */
  @Override
  public int hashCode() {
    return ref.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof KubernetesObject o
            && ref.equals(o.ref)
            && uid.equals(o.uid)
            && resourceVersion.equals(o.resourceVersion)
            && created.equals(o.created)
            && deleting == o.deleting
            && labels.equals(o.labels)
            && annotations.equals(o.annotations)
            && document.equals(o.document));
  }

  @Override
  public String toString() {
    return ref + (resourceVersion.isEmpty() ? "" : "@" + resourceVersion);
  }
}
