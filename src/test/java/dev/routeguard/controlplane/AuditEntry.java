package dev.routeguard.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;

/**
 * One request as the API server's audit log tells it ({@code audit.k8s.io/v1 Event}). What the
 * request does not have (a resource, for {@code /version}; a name, for a list) is the empty string.
 *
 * @param id the audit ID
 * @param user who asked
 * @param verb the API verb, such as {@code patch}, or the HTTP method in lower case
 * @param group the API group, empty for the core group
 * @param resource the plural resource
 * @param subresource such as {@code status}
 * @param namespace the namespace of the object
 * @param name the name of the object
 * @param uri path and query as asked for
 * @param code the HTTP status of the answer
 * @param decision what the authorizer said, {@code allow} or {@code forbid}; a webhook's denial is
 *     an {@code allow} with an error code
 * @param userAgent the client
 * @param time when the request came in
 */
public record AuditEntry(
    String id,
    String user,
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    String uri,
    int code,
    String decision,
    String userAgent,
    Instant time) {

  /** Nothing is null. */
  public AuditEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(verb, "verb");
    Objects.requireNonNull(time, "time");
  }

  static AuditEntry from(JsonNode event) {
    var object = event.path("objectRef");
    return new AuditEntry(
        event.path("auditID").asText(),
        event.path("user").path("username").asText(),
        event.path("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText(),
        object.path("subresource").asText(),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.path("requestURI").asText(),
        event.path("responseStatus").path("code").asInt(),
        event.path("annotations").path("authorization.k8s.io/decision").asText(),
        event.path("userAgent").asText(),
        Instant.parse(event.path("requestReceivedTimestamp").asText()));
  }

  /** Whether RBAC, not a webhook or a validation, refused it. */
  public boolean isForbidden() {
    return decision.equals("forbid");
  }
}
