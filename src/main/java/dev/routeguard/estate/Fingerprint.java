package dev.routeguard.estate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of an object decides routing, and a short hash of it: two states of an object with equal
 * fingerprints route alike. Status, field ownership, versions and labels are left out, save the
 * labels that routing reads: those of a Namespace or Pod, and the Service name of an EndpointSlice.
 */
public final class Fingerprint {
  private static final int HEX_DIGITS = 20;
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final List<String> SLICE_CONTENT = List.of("addressType", "endpoints", "ports");

  private Fingerprint() {}

  /** Short hex hash over the canonical routing content, to tell states apart. */
  public static String of(KubernetesObject object) {
    return binding(object).substring(0, HEX_DIGITS);
  }

  /**
   * SHA-256 of the same, 64 hex digits, for what people put their word under: nobody can prepare
   * two states that have it in common.
   */
  public static String binding(KubernetesObject object) {
    var text = new StringBuilder();
    write(content(object), text);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Whether two states of an object hold the same routing content. */
  public static boolean same(KubernetesObject one, KubernetesObject other) {
    return content(one).equals(content(other));
  }

  /** The annotations some dialect reads, sorted by key; bookkeeping is left out. */
  public static Map<String, String> routingAnnotations(KubernetesObject object) {
    var routing = new TreeMap<String, String>();
    object
        .annotations()
        .forEach(
            (key, value) -> {
              if (AnnotationTable.SHIPPED.meaningOf(key) != AnnotationMeaning.BOOKKEEPING) {
                routing.put(key, value);
              }
            });
    return routing;
  }

  private static Map<String, Object> content(KubernetesObject object) {
    var content = new LinkedHashMap<String, Object>();
    content.put("spec", object.map("spec"));
    content.put("annotations", routingAnnotations(object));
    switch (object.ref().kind()) {
      case NAMESPACE -> content.put("labels", object.labels());
      case POD -> {
        content.put("labels", object.labels());
        content.put("status", object.map("status"));
        content.put("deleting", object.deleting());
      }
      case ENDPOINT_SLICE -> {
        content.put("service", object.labels().getOrDefault(SERVICE_NAME, ""));
        SLICE_CONTENT.forEach(key -> content.put(key, object.document().getOrDefault(key, "")));
      }
      case SECRET, CONFIG_MAP -> {
        content.put("type", object.text("type"));
        content.put(CertificateFacts.FIELD, object.map(CertificateFacts.FIELD));
      }
      default -> {
        // Spec and annotations are all there is to it.
      }
    }
    return content;
  }

  private static void write(Object value, StringBuilder text) {
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      new TreeMap<>(map)
          .forEach(
              (key, item) -> {
                quote(key.toString(), text);
                text.append(':');
                write(item, text);
                text.append(',');
              });
      text.append('}');
    } else if (value instanceof List<?> list) {
      text.append('[');
      for (Object item : list) {
        write(item, text);
        text.append(',');
      }
      text.append(']');
    } else if (value instanceof String string) {
      quote(string, text);
    } else {
      text.append(value);
    }
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"').append(string.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
