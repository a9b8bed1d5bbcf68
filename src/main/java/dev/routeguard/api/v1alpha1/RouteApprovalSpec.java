package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person's word on one proposed change. Written once. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RouteApprovalSpec {
  @Required
  @JsonPropertyDescription("Object that the change is about.")
  public @Nullable ObjectReference object;

  @Required
  @JsonPropertyDescription("Apply where the object is created or changed, Delete where it goes.")
  public @Nullable ProposedOperation operation;

  @Required
  @Pattern("^[0-9a-f]{64}$")
  @Size(max = 64)
  @JsonPropertyDescription(
      "Digest of what routes traffic in the object after the change, or, where it goes, in the"
          + " object that goes; the denial and `routeguard plan` print it. Other content is another"
          + " change, which this word is not about.")
  public String fingerprint = "";

  @Required
  @JsonPropertyDescription(
      "Requested: the author asks for approval, and names ticket and checklist. Approved: somebody"
          + " else is for it.")
  public @Nullable AttestationDecision decision;

  @Required
  @JsonPropertyDescription("Who says so; nobody can say it for somebody else.")
  public @Nullable Person by;

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription("Why, for the record.")
  public @Nullable String reason;

  @Size(max = Limits.NAME)
  @JsonPropertyDescription("Ticket of the change, such as OPS-1234.")
  public @Nullable String ticket;

  @Size(max = 32)
  @JsonPropertyDescription("Items of the policy's checklist that were done, in its words.")
  public @Nullable List<@Size(max = Limits.MESSAGE) String> checklist;

  @Required
  @JsonPropertyDescription("From when on this word counts no more.")
  public @Nullable Instant expiresAt;
}
