package dev.routeguard.attestation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One person's word on one proposal, from a RouteApproval.
 *
 * @param namespace of the RouteApproval
 * @param approves whether the person is for it; else its author asks for approval
 * @param user who says so, as admission has verified
 * @param groups of the user, those that are to count
 * @param ticket empty where none is named
 * @param checklist items that were acknowledged
 * @param expiresAt from when on it counts no more
 */
public record Approval(
    String namespace,
    String name,
    Proposal proposal,
    boolean approves,
    String user,
    List<String> groups,
    String ticket,
    List<String> checklist,
    Instant expiresAt) {
  public Approval {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(proposal, "proposal");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(ticket, "ticket");
    Objects.requireNonNull(expiresAt, "expiresAt");
    groups = List.copyOf(groups);
    checklist = List.copyOf(checklist);
  }

  String key() {
    return namespace + "/" + name;
  }

  /** {@code shop/web-1 by bob}: for records and messages. */
  public String inWords() {
    return "%s/%s %s by %s".formatted(namespace, name, approves ? "approved" : "requested", user);
  }
}
