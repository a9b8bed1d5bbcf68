package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/** What a check could not analyse and why: shown to people, neither a pass nor a finding. */
public record Note(String check, ObjectRef object, String fieldPath, String why) {
  public Note {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(why, "why");
  }
}
