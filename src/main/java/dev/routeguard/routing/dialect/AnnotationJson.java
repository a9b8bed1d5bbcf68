package dev.routeguard.routing.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.routeguard.estate.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Annotations whose value is JSON. */
final class AnnotationJson {
  private static final ObjectReader READER = new ObjectMapper().readerFor(Object.class);

  private AnnotationJson() {}

  /** The object a value holds; empty where it holds none or is no JSON. */
  static Map<String, Object> object(String value) {
    return parsed(value).map(Tree::map).orElse(Map.of());
  }

  /** The objects of the list a value holds. */
  static List<Map<String, Object>> objects(String value) {
    return parsed(value).map(list -> Tree.maps(Map.of("", list), "")).orElse(List.of());
  }

  static boolean isValid(String value) {
    return parsed(value).isPresent();
  }

  private static Optional<Object> parsed(String value) {
    try {
      return value.isBlank() ? Optional.empty() : Optional.ofNullable(READER.readValue(value));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
