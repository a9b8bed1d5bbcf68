package dev.routeguard.routing.dialect;

import dev.routeguard.estate.AnnotationMeaning;
import dev.routeguard.estate.AnnotationRow;
import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Untranslated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What users notice of annotations, as the annotation tables say it: in the words that dialects
 * share where there is one, under the annotation's own name where there is none.
 */
final class IngressAttributes {
  private static final AnnotationTable TABLE = AnnotationTable.SHIPPED;

  private final Predicate<String> reads;

  /**
   * @param reads whether the controller knows an annotation
   */
  IngressAttributes(Predicate<String> reads) {
    this.reads = reads;
  }

  Map<String, String> of(Map<String, String> annotations) {
    var whole = new HashMap<String, String>();
    var parts = new TreeMap<String, TreeSet<String>>();
    annotations.forEach(
        (key, written) ->
            TABLE
                .row(key)
                .filter(row -> reads.test(key) && isAttribute(row))
                .filter(row -> acts(row, key, annotations))
                .ifPresent(row -> put(row, key, written, whole, parts)));
    parts.forEach((attribute, of) -> whole.put(attribute, String.join("; ", of)));
    return whole;
  }

  private static void put(
      AnnotationRow row,
      String key,
      String written,
      Map<String, String> whole,
      Map<String, TreeSet<String>> parts) {
    var value = TABLE.normalValue(key, written);
    if (value.isEmpty() || value.equals(row.standard())) {
      return;
    }
    if (row.attribute().isEmpty()) {
      whole.put(key, value);
    } else {
      var part = row.part().isEmpty() ? value : row.part() + "=" + value;
      parts.computeIfAbsent(row.attribute(), attribute -> new TreeSet<>()).add(part);
    }
  }

  private static boolean isAttribute(AnnotationRow row) {
    return row.meaning() == AnnotationMeaning.ATTRIBUTE
        || row.meaning() == AnnotationMeaning.SECURITY;
  }

  private static boolean acts(AnnotationRow row, String key, Map<String, String> annotations) {
    if (row.needs().isEmpty()) {
      return true;
    }
    var sibling = annotations.get(key.substring(0, key.indexOf('/') + 1) + row.needs());
    return sibling != null && !sibling.isBlank() && !sibling.strip().equals("false");
  }

  /** The annotations of an object whose effect can't be modelled. */
  List<Untranslated> notes(KubernetesObject object) {
    var notes = new ArrayList<Untranslated>();
    new TreeMap<>(object.annotations())
        .forEach(
            (key, value) -> {
              if (reads.test(key) && TABLE.row(key).filter(AnnotationRow::opaque).isPresent()) {
                notes.add(note(object, key, "what it does is not modelled; compared as text"));
              }
            });
    return notes;
  }

  static Untranslated note(KubernetesObject object, String key, String why) {
    return new Untranslated(object.ref(), "metadata.annotations[" + key + "]", why);
  }
}
