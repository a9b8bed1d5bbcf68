package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/**
 * One thing found.
 *
 * @param check name of the check, or of the CEL entry of a policy
 * @param object the object it sits on, which need not be the one that was edited
 * @param subject what in the object: host and match, listener, port, annotation key or backend;
 *     together with check and object the finding's identity, so never a list index or the message
 * @param fieldPath where in the object, such as {@code spec.rules[0].http.paths}
 * @param message what was found, without policy name, field path or remedy
 * @param remedy how to fix it
 * @param witness one request that shows it, such as {@code GET https://shop.example.com/pay}; empty
 *     where none does
 */
public record Finding(
    String check,
    Severity severity,
    ObjectRef object,
    String subject,
    String fieldPath,
    String message,
    String remedy,
    String witness) {

  public Finding {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(remedy, "remedy");
    Objects.requireNonNull(witness, "witness");
  }

  /** What makes two findings the same one, before and after a change. */
  public Identity identity() {
    return new Identity(check, object, subject);
  }

  public Finding withSeverity(Severity other) {
    return new Finding(check, other, object, subject, fieldPath, message, remedy, witness);
  }

  /** The same in other words. */
  public Finding withMessage(String other) {
    return new Finding(check, severity, object, subject, fieldPath, other, remedy, witness);
  }

  /** The same with a request that shows it. */
  public Finding withWitness(String other) {
    return new Finding(check, severity, object, subject, fieldPath, message, remedy, other);
  }

  /** Check, object and subject. */
  public record Identity(String check, ObjectRef object, String subject) {}
}
