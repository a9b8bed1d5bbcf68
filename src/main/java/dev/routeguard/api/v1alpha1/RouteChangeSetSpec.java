package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that belong together. Written once. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RouteChangeSetSpec {
  @Required
  @JsonPropertyDescription("Who submits the set, and may make every change in it.")
  public @Nullable Person submittedBy;

  @Size(max = 512)
  @JsonPropertyDescription(
      "User name of who will make the changes, such as a GitOps controller's; whoever submits the"
          + " set where absent.")
  public @Nullable String appliedBy;

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription("What the set is for, for the record.")
  public @Nullable String reason;

  @Required
  @JsonPropertyDescription("From when on no change is a member any more.")
  public @Nullable Instant expiresAt;

  @Required
  @Size(min = 1, max = Limits.MEMBERS)
  @JsonPropertyDescription("The objects; each stands there once.")
  public List<ChangeSetMember> members = List.of();
}
