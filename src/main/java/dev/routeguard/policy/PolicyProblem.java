package dev.routeguard.policy;

import java.util.Objects;

/**
 * Why a policy can't be used.
 *
 * @param fieldPath where in the policy, such as {@code spec.checks[1].expression}
 * @param message what is wrong; for an expression with line, column and caret
 */
public record PolicyProblem(String fieldPath, String message) {
  public PolicyProblem {
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return fieldPath + ": " + message;
  }
}
