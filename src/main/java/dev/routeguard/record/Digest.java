package dev.routeguard.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of texts and of documents, whatever the order of their keys. */
final class Digest {
  private Digest() {}

  static String ofText(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  static String ofDocument(Map<String, ?> document) {
    var text = new StringBuilder();
    write(document, text);
    return ofText(text.toString());
  }

  private static void write(Object value, StringBuilder text) {
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      new TreeMap<>(map).forEach((key, item) -> write(key.toString(), item, text));
      text.append('}');
    } else if (value instanceof List<?> list) {
      text.append('[');
      list.forEach(item -> writeItem(item, text));
      text.append(']');
    } else if (value instanceof String string) {
      // The length in front keeps two texts from running into each other.
      text.append(string.length()).append(':').append(string);
    } else {
      text.append(value);
    }
  }

  private static void write(String key, Object item, StringBuilder text) {
    write(key, text);
    writeItem(item, text);
  }

  private static void writeItem(Object item, StringBuilder text) {
    write(item, text);
    text.append(',');
  }
}
