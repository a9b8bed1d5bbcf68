package dev.routeguard.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    Requires requires,
    Cel cel,
    List<Window> schedule,
    List<ExceptedObject> exceptions) {

  public PolicyDefinition {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(requires, "requires");
    checks = List.copyOf(checks);
    Objects.requireNonNull(cel, "cel");
    schedule = List.copyOf(schedule);
    exceptions = List.copyOf(exceptions);
  }

  /** Of checks alone. */
  public PolicyDefinition(
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
    this(
        id,
        mode,
        severity,
        failurePolicy,
        title,
        remedy,
        docsUrl,
        match,
        checks,
        requires,
        Cel.NOTHING,
        List.of(),
        List.of());
  }

  /** A name and an expression: one of {@code spec.variables} or {@code spec.matchConditions}. */
  public record Named(String name, String expression) {
    public Named {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(expression, "expression");
    }
  }

  /** One of {@code spec.validations}. */
  public record Validation(String expression, String message, String messageExpression) {
    public Validation {
      Objects.requireNonNull(expression, "expression");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(messageExpression, "messageExpression");
    }
  }

  /**
   * What is written as in a ValidatingAdmissionPolicy.
   *
   * @param inline {@code spec.params.inline}; null where there is none
   * @param configMap name in {@code spec.params.configMap}; empty where there is none
   * @param configMapNamespace empty where none is written
   */
  public record Cel(
      List<Named> variables,
      List<Named> conditions,
      List<Validation> validations,
      @Nullable Map<String, Object> inline,
      String configMap,
      String configMapNamespace) {
    public static final Cel NOTHING = new Cel(List.of(), List.of(), List.of(), null, "", "");

    public Cel {
      variables = List.copyOf(variables);
      conditions = List.copyOf(conditions);
      validations = List.copyOf(validations);
      Objects.requireNonNull(configMap, "configMap");
      Objects.requireNonNull(configMapNamespace, "configMapNamespace");
    }
  }

  /**
   * One of {@code spec.schedule}.
   *
   * @param times from, until, cron, duration, zone and reason, as far as written
   */
  public record Window(
      Map<String, Object> times, String mode, List<String> exceptUsers, List<String> exceptGroups) {
    public Window {
      times = Map.copyOf(times);
      Objects.requireNonNull(mode, "mode");
      exceptUsers = List.copyOf(exceptUsers);
      exceptGroups = List.copyOf(exceptGroups);
    }
  }

  /** One of {@code spec.exceptions}. */
  public record ExceptedObject(
      String kind,
      String namespace,
      String name,
      List<String> checks,
      String mode,
      String reason,
      String expiresAt) {
    public ExceptedObject {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(name, "name");
      checks = List.copyOf(checks);
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }
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
      LabelSelector objectSelector,
      List<String> hosts,
      List<String> classes,
      List<String> operations,
      List<String> users,
      List<String> groups,
      List<String> exceptUsers,
      List<String> exceptGroups) {
    public static final Match EVERYTHING =
        new Match(
            List.of(),
            List.of(),
            LabelSelector.EVERYTHING,
            LabelSelector.EVERYTHING,
            List.of(),
            List.of(),
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
      users = List.copyOf(users);
      groups = List.copyOf(groups);
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

    static CheckEntry validation(String name, Validation written) {
      return new CheckEntry(
          name, Map.of(), written.expression(), "", written.message(), written.messageExpression());
    }

    public static CheckEntry expression(String name, String expression, String message) {
      return new CheckEntry(name, Map.of(), expression, "", message, "");
    }
  }
}
