package dev.routeguard.policy;

import dev.routeguard.check.TimeWindow;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.PolicyDefinition.ExceptedObject;
import dev.routeguard.policy.PolicyDefinition.Window;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code spec.schedule} and {@code spec.exceptions} of one policy. */
final class ClauseReading {
  private final PolicyId policy;
  private final Mode standard;
  private final Set<String> checks;
  private final Problems problems;

  /**
   * For one policy.
   *
   * @param standard its mode at other times and for other objects
   * @param checks names of its checks and expressions
   */
  ClauseReading(PolicyId policy, Mode standard, Set<String> checks, Problems problems) {
    this.policy = policy;
    this.standard = standard;
    this.checks = Set.copyOf(checks);
    this.problems = problems;
  }

  Clauses read(List<Window> schedule, List<ExceptedObject> exceptions) {
    var modes = new ArrayList<ScheduledMode>();
    for (int i = 0; i < schedule.size(); i++) {
      scheduled("spec.schedule[%d]".formatted(i), schedule.get(i)).ifPresent(modes::add);
    }
    var exemptions = new ArrayList<Exemption>();
    for (int i = 0; i < exceptions.size(); i++) {
      exemption("spec.exceptions[%d]".formatted(i), exceptions.get(i)).ifPresent(exemptions::add);
    }
    return new Clauses(modes, exemptions);
  }

  private Optional<ScheduledMode> scheduled(String field, Window window) {
    var mode = problems.choice(field + ".mode", Mode.values(), window.mode(), Mode.DENY);
    if (mode.compareTo(standard) <= 0) {
      problems.add(
          field + ".mode",
          "%s is not stricter than spec.mode, which is %s; a window can only make a policy stricter"
              .formatted(mode, standard));
    }
    var reading = TimeWindow.read(window.times());
    reading.problem().ifPresent(text -> problems.add(field, text));
    return reading
        .window()
        .map(
            time ->
                new ScheduledMode(
                    time,
                    mode,
                    new HashSet<>(window.exceptUsers()),
                    new HashSet<>(window.exceptGroups())));
  }

  private Optional<Exemption> exemption(String field, ExceptedObject written) {
    var kind = problems.choice(field + ".kind", Kind.values(), written.kind(), Kind.INGRESS);
    if (policy.isNamespaced()
        && !written.namespace().isEmpty()
        && !written.namespace().equals(policy.namespace())) {
      problems.add(field + ".namespace", "a RoutePolicy governs its own namespace only");
    }
    var namespace = policy.isNamespaced() ? policy.namespace() : written.namespace();
    if (kind.namespaced() && namespace.isEmpty()) {
      problems.add(field + ".namespace", "is missing: %s objects have one".formatted(kind));
    }
    for (var check : written.checks()) {
      if (!checks.contains(check)) {
        problems.add(
            field + ".only",
            "the policy has no check \"%s\"; it has %s"
                .formatted(check, checks.stream().sorted().toList()));
      }
    }
    if (written.reason().isBlank()) {
      problems.add(field + ".reason", "is missing: say why, for those who read the record");
    }
    return expiry(field + ".expiresAt", written.expiresAt())
        .map(
            expiry ->
                new Exemption(
                    new ObjectRef(kind, kind.namespaced() ? namespace : "", written.name()),
                    new HashSet<>(written.checks()),
                    problems.choice(field + ".mode", Mode.values(), written.mode(), Mode.AUDIT),
                    written.reason(),
                    expiry));
  }

  private Optional<Instant> expiry(String field, String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      problems.add(
          field,
          "\"%s\" is no time such as 2026-12-31T00:00:00Z; none is for ever".formatted(text));
      return Optional.empty();
    }
  }
}
