package dev.routeguard.policy;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.ObjectRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a policy is stricter, and for what it is milder. Where two overlap, the stricter wins: of
 * two windows the stricter mode, of two exemptions the one that leaves more of the policy.
 */
public record Clauses(List<ScheduledMode> schedule, List<Exemption> exemptions) {
  public static final Clauses NONE = new Clauses(List.of(), List.of());

  public Clauses {
    schedule = List.copyOf(schedule);
    exemptions = List.copyOf(exemptions);
  }

  /** The strictest time that the change, at its own time, falls into. */
  public Optional<ScheduledMode> scheduled(Change change) {
    return schedule.stream()
        .filter(scheduled -> scheduled.holds(change))
        .max(Comparator.comparing(ScheduledMode::mode));
  }

  /** The exemption that what a check finds on an object falls under. */
  public Optional<Exemption> exemption(ObjectRef object, String check, Instant at) {
    return exemptions.stream()
        .filter(exemption -> exemption.covers(object, check, at))
        .max(Comparator.comparing(Exemption::mode));
  }
}
