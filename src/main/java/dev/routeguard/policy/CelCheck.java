package dev.routeguard.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A check that a policy writes as an expression. As in ValidatingAdmissionPolicy, true means the
 * change is fine.
 *
 * @param message what to say where it is false
 * @param fieldPath where in the object the finding sits, empty for the whole object
 * @param messageExpression says it instead, where set and where it gives a text
 */
public record CelCheck(
    String name,
    Expression condition,
    String fieldPath,
    String message,
    @Nullable Expression messageExpression) {
  public CelCheck {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(message, "message");
  }
}
