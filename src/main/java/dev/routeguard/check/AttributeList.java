package dev.routeguard.check;

import dev.routeguard.estate.KubernetesObject;
import java.util.Arrays;
import java.util.Optional;

/** A setting that stands alone in an annotation, or as one entry of a list of {@code key=value}. */
final class AttributeList {
  private AttributeList() {}

  /** The setting as written; empty where it is not. */
  static Optional<String> value(KubernetesObject object, String annotation, String entry) {
    var text = object.annotations().getOrDefault(annotation, "").strip();
    if (entry.isEmpty()) {
      return Optional.of(text).filter(value -> !value.isEmpty());
    }
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> part.startsWith(entry + "="))
        .map(part -> part.substring(entry.length() + 1).strip())
        .findFirst();
  }
}
