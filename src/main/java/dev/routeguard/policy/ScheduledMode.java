package dev.routeguard.policy;

import dev.routeguard.check.TimeWindow;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import java.util.Objects;
import java.util.Set;

/**
 * A time in which a policy is stricter than otherwise.
 *
 * @param exceptUsers for whom nothing is different then, such as who breaks the glass
 */
public record ScheduledMode(
    TimeWindow window, Mode mode, Set<String> exceptUsers, Set<String> exceptGroups) {
  public ScheduledMode {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(mode, "mode");
    exceptUsers = Set.copyOf(exceptUsers);
    exceptGroups = Set.copyOf(exceptGroups);
  }

  /** Whether the change is made in that time by somebody it is meant for. */
  boolean holds(Change change) {
    return window.holds(change.at()) && !isExcepted(change.actor());
  }

  private boolean isExcepted(Actor actor) {
    return exceptUsers.contains(actor.user())
        || actor.groups().stream().anyMatch(exceptGroups::contains);
  }
}
