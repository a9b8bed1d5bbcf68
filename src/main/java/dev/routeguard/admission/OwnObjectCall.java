package dev.routeguard.admission;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Operation;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A write of one of Routeguard's own kinds that somebody asks the API server for.
 *
 * @param uid of this one request, echoed in the answer
 * @param kind such as RouteApproval
 * @param document the object as it will be, as it is before a deletion
 * @param at when it was asked for
 */
public record OwnObjectCall(
    String uid,
    String kind,
    Operation operation,
    Map<String, Object> document,
    Actor actor,
    boolean dryRun,
    Instant at) {
  public OwnObjectCall {
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(at, "at");
  }
}
