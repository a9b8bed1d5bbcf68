package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/** What the model can't express of an object: shown to people, never counted as equal. */
public record Untranslated(ObjectRef object, String fieldPath, String why) {
  public Untranslated {
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(why, "why");
  }
}
