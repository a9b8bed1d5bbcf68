package dev.routeguard.estate;

import java.util.List;
import java.util.Map;

/**
 * Reads untyped documents: a wrong type reads like an absent value, as an API server would have
 * refused it.
 */
public final class Tree {
  private Tree() {}

  /** The value as a map, empty where it is none. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  public static Map<String, Object> map(Map<String, Object> parent, String key) {
    return map(parent.get(key));
  }

  /** The list under a key, empty where there is none. */
  @SuppressWarnings("unchecked")
  public static List<Object> list(Map<String, Object> parent, String key) {
    return parent.get(key) instanceof List<?> list ? (List<Object>) list : List.of();
  }

  /** The maps of the list under a key; what is no map reads as an empty one. */
  public static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
    return list(parent, key).stream().map(Tree::map).toList();
  }

  /** The texts of the list under a key. */
  public static List<String> texts(Map<String, Object> parent, String key) {
    return list(parent, key).stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  public static String text(Map<String, Object> parent, String key) {
    return text(parent, key, "");
  }

  public static String text(Map<String, Object> parent, String key, String otherwise) {
    return parent.get(key) instanceof String text ? text : otherwise;
  }

  public static long number(Map<String, Object> parent, String key, long otherwise) {
    return parent.get(key) instanceof Number number ? number.longValue() : otherwise;
  }

  public static boolean flag(Map<String, Object> parent, String key, boolean otherwise) {
    return parent.get(key) instanceof Boolean flag ? flag : otherwise;
  }
}
