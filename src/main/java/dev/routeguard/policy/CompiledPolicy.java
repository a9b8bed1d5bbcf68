package dev.routeguard.policy;

import dev.routeguard.check.ConfiguredCheck;
import dev.routeguard.check.Severity;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteTables;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy that can be asked. Immutable and safe for several threads.
 *
 * @param severity where set, replaces the severity of every finding
 * @param remedy what to do, for expressions; built-in checks bring their own
 * @param docsUrl where to read more, empty where nowhere
 * @param requirements what people must have said of a change
 * @param context what the expressions share
 * @param clauses when it is stricter, and for what it is milder
 */
public record CompiledPolicy(
    PolicyId id,
    Mode mode,
    FailurePolicy failurePolicy,
    @Nullable Severity severity,
    String title,
    String remedy,
    String docsUrl,
    PolicyMatch match,
    List<ConfiguredCheck> checks,
    List<CelCheck> expressions,
    Requirements requirements,
    CelContext context,
    Clauses clauses) {
  public CompiledPolicy {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(failurePolicy, "failurePolicy");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(remedy, "remedy");
    Objects.requireNonNull(docsUrl, "docsUrl");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(requirements, "requirements");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(clauses, "clauses");
    checks = List.copyOf(checks);
    expressions = List.copyOf(expressions);
  }

  /** Without anything that is said of certain times, objects or parameters. */
  public CompiledPolicy(
      PolicyId id,
      Mode mode,
      FailurePolicy failurePolicy,
      @Nullable Severity severity,
      String title,
      String remedy,
      String docsUrl,
      PolicyMatch match,
      List<ConfiguredCheck> checks,
      List<CelCheck> expressions,
      Requirements requirements) {
    this(
        id,
        mode,
        failurePolicy,
        severity,
        title,
        remedy,
        docsUrl,
        match,
        checks,
        expressions,
        requirements,
        CelContext.EMPTY,
        Clauses.NONE);
  }

  /** The same policy in another mode. */
  public CompiledPolicy withMode(Mode other) {
    return new CompiledPolicy(
        id,
        other,
        failurePolicy,
        severity,
        title,
        remedy,
        docsUrl,
        match,
        checks,
        expressions,
        requirements,
        context,
        clauses);
  }

  /**
   * Whether the change may concern this policy at all. A namespaced policy never reaches out of its
   * namespace: the object changed must be in it.
   */
  public boolean concerns(Change change) {
    return match.concerns(change) && isInReach(change.ref());
  }

  private boolean isInReach(ObjectRef ref) {
    return !id.isNamespaced() || id.namespace().equals(ref.namespace());
  }

  /** Whether the policy governs the object. */
  public boolean governs(KubernetesObject object, RouteTables tables) {
    return isInReach(object.ref()) && match.covers(object, tables);
  }
}
