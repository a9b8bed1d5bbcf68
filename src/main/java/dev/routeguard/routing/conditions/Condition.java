package dev.routeguard.routing.conditions;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a status.
 *
 * @param object whose status
 * @param parent the parent (of a route) or ancestor (of a policy) it is about; null for others
 * @param section the listener it is about, or the {@code sectionName} of the parentRef; empty where
 *     there is none
 * @param status true for {@code "True"}
 * @param message for people
 */
public record Condition(
    ObjectRef object,
    @Nullable ObjectRef parent,
    String section,
    String type,
    boolean status,
    String reason,
    String message) {
  public static final String ACCEPTED = "Accepted";
  public static final String PROGRAMMED = "Programmed";
  public static final String RESOLVED_REFS = "ResolvedRefs";
  public static final String CONFLICTED = "Conflicted";

  public Condition {
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(section, "section");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(message, "message");
  }

  /** True with the type as its reason, as the API names most good states. */
  static Condition good(ObjectRef object, @Nullable ObjectRef parent, String section, String type) {
    return new Condition(object, parent, section, type, true, type, "");
  }

  static Condition bad(
      ObjectRef object, @Nullable ObjectRef parent, String section, String type, String reason) {
    return new Condition(object, parent, section, type, false, reason, "");
  }

  Condition saying(String words) {
    return new Condition(object, parent, section, type, status, reason, words);
  }

  @Override
  public String toString() {
    var where = (parent == null ? "" : " at " + parent) + (section.isEmpty() ? "" : "/" + section);
    return object + where + " " + type + "=" + (status ? "True" : "False") + "/" + reason;
  }
}
