package dev.routeguard.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A policy as written, before anybody looked whether it makes sense. Texts are empty and lists are
 * empty where nothing is written.
 *
 * @param mode such as {@code Deny}; Audit where empty
 * @param severity such as {@code High}
 * @param failurePolicy {@code Ignore} or {@code Fail}; Ignore where empty
 */
public record PolicyDefinition(
    PolicyId id,
    String mode,
    String severity,
    String failurePolicy,
    String title,
    String remedy,
    String docsUrl,
    Match match,
    List<CheckEntry> checks,
    Requires requires) {

  public PolicyDefinition {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(requires, "requires");
    checks = List.copyOf(checks);
  }

  /**
   * {@code spec.requires}.
   *
   * @param approvals how many; 0 for none
   * @param group empty for anybody
   * @param ticket a regular expression; empty for no ticket
   */
  public record Requires(int approvals, String group, String ticket, List<String> checklist) {
    public static final Requires NOTHING = new Requires(0, "", "", List.of());

    public Requires {
      checklist = List.copyOf(checklist);
    }
  }

  /** {@code spec.match}. */
  public record Match(
      List<String> kinds,
      List<String> namespaces,
      LabelSelector namespaceSelector,
      List<String> hosts,
      List<String> classes,
      List<String> operations,
      List<String> exceptUsers,
      List<String> exceptGroups) {
    public static final Match EVERYTHING =
        new Match(
            List.of(),
            List.of(),
            LabelSelector.EVERYTHING,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    public Match {
      kinds = List.copyOf(kinds);
      namespaces = List.copyOf(namespaces);
      hosts = List.copyOf(hosts);
      classes = List.copyOf(classes);
      operations = List.copyOf(operations);
      exceptUsers = List.copyOf(exceptUsers);
      exceptGroups = List.copyOf(exceptGroups);
    }
  }

  /**
   * One of {@code spec.checks}: a built-in check with parameters, or an expression with a message.
   */
  public record CheckEntry(
      String name,
      Map<String, Object> parameters,
      String expression,
      String fieldPath,
      String message,
      String messageExpression) {
    public CheckEntry {
      Objects.requireNonNull(name, "name");
      parameters = Map.copyOf(parameters);
      Objects.requireNonNull(expression, "expression");
      Objects.requireNonNull(fieldPath, "fieldPath");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(messageExpression, "messageExpression");
    }

    /** A built-in check with its defaults. */
    public static CheckEntry builtIn(String name) {
      return builtIn(name, Map.of());
    }

    public static CheckEntry builtIn(String name, Map<String, Object> parameters) {
      return new CheckEntry(name, parameters, "", "", "", "");
    }

    public static CheckEntry expression(String name, String expression, String message) {
      return new CheckEntry(name, Map.of(), expression, "", message, "");
    }
  }
}
