package dev.routeguard.policy;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people must have said of a change before it may go through.
 *
 * @param approvals how many others must be for it; 0 where none need to
 * @param group that each of them must be in; empty where anybody may
 * @param ticket what the ticket must match as a whole; null where none is needed
 * @param checklist items that the author must have acknowledged
 */
public record Requirements(
    int approvals, String group, @Nullable Pattern ticket, List<String> checklist) {
  public static final Requirements NONE = new Requirements(0, "", null, List.of());

  public Requirements {
    Objects.requireNonNull(group, "group");
    checklist = List.copyOf(checklist);
    if (approvals < 0) {
      throw new IllegalArgumentException("approvals: " + approvals);
    }
  }

  /** Whether nothing is required. */
  public boolean isEmpty() {
    return approvals == 0 && ticket == null && checklist.isEmpty();
  }

  /** Whether a ticket is good enough. */
  public boolean acceptsTicket(String text) {
    return ticket == null || ticket.matches(text);
  }
}
