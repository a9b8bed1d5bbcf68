package dev.routeguard.estate;

import java.util.Objects;
import java.util.Optional;

/**
 * What the tables say of one annotation.
 *
 * @param dialect name of the table (dialect or provider) that speaks for it
 * @param opaque what it does can't be modelled; it is compared as text and said so
 * @param attribute the attribute it stands for in words that dialects share; empty: its own name
 * @param part which part of that attribute it gives; empty: all of it
 * @param standard the value that means the same as no annotation; empty where there is none
 * @param needs name of another annotation, of the same prefix, without which it does nothing
 */
public record AnnotationRow(
    String dialect,
    AnnotationMeaning meaning,
    AnnotationForm form,
    boolean opaque,
    Optional<AnnotationRisk> risk,
    String attribute,
    String part,
    String standard,
    String needs) {
  public AnnotationRow {
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(form, "form");
  }

  /** A line's words after the key: the meaning, then {@code list}, {@code opaque}, {@code a=b}. */
  static AnnotationRow read(String dialect, String[] words) {
    var form = AnnotationForm.TEXT;
    var opaque = false;
    var risk = Optional.<AnnotationRisk>empty();
    var as = "";
    var standard = "";
    var needs = "";
    for (int i = 2; i < words.length; i++) {
      var value = words[i].substring(words[i].indexOf('=') + 1);
      switch (words[i].substring(0, words[i].length() - value.length())) {
        case "form=" -> form = AnnotationForm.valueOf(value);
        case "risk=" -> risk = Optional.of(AnnotationRisk.valueOf(value));
        case "as=" -> as = value;
        case "default=" -> standard = value;
        case "needs=" -> needs = value;
        default -> {
          opaque |= value.equals("opaque");
          form = value.equals("list") ? AnnotationForm.LIST : form;
        }
      }
    }
    int colon = as.indexOf(':');
    return new AnnotationRow(
        dialect,
        AnnotationMeaning.valueOf(words[1]),
        form,
        opaque,
        risk,
        colon < 0 ? as : as.substring(0, colon),
        colon < 0 ? "" : as.substring(colon + 1),
        standard,
        needs);
  }
}
