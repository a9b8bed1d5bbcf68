package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who made a change. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class ChangeActor {
  @Size(max = 512)
  @JsonPropertyDescription(
      "User name as the API server authenticated it; absent where the change passed the webhook"
          + " by.")
  public @Nullable String user;

  @Size(max = Limits.GROUPS)
  @JsonPropertyDescription("Groups of the user, the first 64.")
  public @Nullable List<@Size(max = 512) String> groups;

  @Size(max = 128)
  @JsonPropertyDescription(
      "Program that wrote, from metadata.managedFields, such as kubectl-edit or helm. A hint where"
          + " the user is not known: everybody can choose it.")
  public @Nullable String fieldManager;
}
