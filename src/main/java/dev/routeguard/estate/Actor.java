package dev.routeguard.estate;

import java.util.List;
import java.util.Objects;

/**
 * Who made a change. Only admission knows the user; a change seen by the watch alone has the field
 * manager as a hint and an empty user.
 *
 * @param user user name as authenticated by the API server, empty where unknown
 * @param groups the user's groups
 * @param fieldManager tool that wrote, from {@code metadata.managedFields}, empty where unknown
 */
public record Actor(String user, List<String> groups, String fieldManager) {
  public static final Actor UNKNOWN = new Actor("", List.of(), "");

  public Actor {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(fieldManager, "fieldManager");
    groups = List.copyOf(groups);
  }
}
