package dev.routeguard.estate;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw documents, as JSON or YAML parsers give them, into {@link KubernetesObject}s: deeply
 * copied and immutable, integers as {@code Long}, nulls dropped as the API server does, and what no
 * one reads (field ownership, the last applied copy) left out to keep a large Estate small.
 */
public final class Documents {
  /** Deeper documents are refused; no Kubernetes kind comes near. */
  public static final int MAX_DEPTH = 100;

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final Set<String> MANAGED_FIELD_KEYS =
      Set.of("manager", "operation", "time", "subresource");

  private Documents() {}

  /**
   * The object of a document; empty where Routeguard does not read its kind.
   *
   * @param firstSeen stands for the creation time where the document has none
   * @throws IllegalArgumentException where it is no Kubernetes object or nested too deeply
   */
  public static Optional<KubernetesObject> read(Map<String, ?> document, Instant firstSeen) {
    return kindOf(document).map(kind -> object(kind, kept(kind, document), firstSeen));
  }

  /** A map as expressions read it: deeply copied, integers as {@code Long}, nulls dropped. */
  public static Map<String, Object> plain(Map<String, ?> map) {
    return copyMap(map, 0);
  }

  private static Map<String, ?> kept(Kind kind, Map<String, ?> document) {
    return kind == Kind.POD ? Pods.only(document) : CertificateFacts.only(kind, document);
  }

  private static Optional<Kind> kindOf(Map<String, ?> document) {
    if (document.get("apiVersion") instanceof String version
        && document.get("kind") instanceof String kind) {
      int slash = version.indexOf('/');
      return Kind.of(slash < 0 ? "" : version.substring(0, slash), kind);
    }
    throw new IllegalArgumentException("not a Kubernetes object: no apiVersion or kind");
  }

  private static KubernetesObject object(Kind kind, Map<String, ?> raw, Instant firstSeen) {
    var document = new LinkedHashMap<>(LegacyIngress.asV1(kind, copyMap(raw, 0)));
    var metadata = trimmed(Tree.map(document, "metadata"));
    document.put("metadata", metadata);
    var name = Tree.text(metadata, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException(kind + " without metadata.name");
    }
    var namespace = kind.namespaced() ? Tree.text(metadata, "namespace", "default") : "";
    return new KubernetesObject(
        new ObjectRef(kind, namespace, name),
        Tree.text(metadata, "uid"),
        Tree.text(metadata, "resourceVersion"),
        time(Tree.text(metadata, "creationTimestamp"), firstSeen),
        metadata.containsKey("deletionTimestamp"),
        texts(Tree.map(metadata, "labels")),
        texts(Tree.map(metadata, "annotations")),
        Collections.unmodifiableMap(document));
  }

  private static Map<String, Object> trimmed(Map<String, Object> metadata) {
    var trimmed = new LinkedHashMap<>(metadata);
    trimmed.computeIfPresent("managedFields", (key, fields) -> owners(metadata));
    var annotations = Tree.map(metadata, "annotations");
    if (annotations.containsKey(LAST_APPLIED)) {
      var rest = new LinkedHashMap<>(annotations);
      rest.remove(LAST_APPLIED);
      trimmed.put("annotations", Collections.unmodifiableMap(rest));
    }
    return Collections.unmodifiableMap(trimmed);
  }

  private static List<Object> owners(Map<String, Object> metadata) {
    var owners = new ArrayList<Object>();
    for (Map<String, Object> entry : Tree.maps(metadata, "managedFields")) {
      var owner = new LinkedHashMap<>(entry);
      owner.keySet().retainAll(MANAGED_FIELD_KEYS);
      owners.add(Collections.unmodifiableMap(owner));
    }
    return Collections.unmodifiableList(owners);
  }

  private static Instant time(String text, Instant otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("metadata.creationTimestamp is no time: " + text, e);
    }
  }

  private static Map<String, String> texts(Map<String, Object> map) {
    var texts = new LinkedHashMap<String, String>();
    map.forEach((key, value) -> texts.put(key, value.toString()));
    return texts;
  }

  private static Map<String, Object> copyMap(Map<?, ?> map, int depth) {
    checkDepth(depth);
    var copy = new LinkedHashMap<String, Object>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      var value = copy(entry.getValue(), depth + 1);
      if (value != null) {
        copy.put(String.valueOf(entry.getKey()), value);
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  private static List<Object> copyList(List<?> list, int depth) {
    checkDepth(depth);
    var copy = new ArrayList<Object>(list.size());
    for (Object item : list) {
      var value = copy(item, depth + 1);
      if (value != null) {
        copy.add(value);
      }
    }
    return Collections.unmodifiableList(copy);
  }

  private static void checkDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private static @Nullable Object copy(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      return copyMap(map, depth);
    }
    if (value instanceof List<?> list) {
      return copyList(list, depth);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    // YAML reads an unquoted time as a date.
    if (value instanceof Date date) {
      return date.toInstant().toString();
    }
    return value == null || value instanceof Boolean ? value : value.toString();
  }

  private static Number number(Number number) {
    if (number instanceof Integer || number instanceof Long || number instanceof Short) {
      return number.longValue();
    }
    if (number instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      return big.longValue();
    }
    return number.doubleValue();
  }
}
