package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object of a change set. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "(self.operation == 'Apply') == has(self.content)",
    message = "`content` is there exactly where the operation is Apply")
@ValidationRule(
    value = "self.operation == 'Delete' || !has(self.allowDelete)",
    message = "`allowDelete` is for the operation Delete")
public class ChangeSetMember {
  @Required
  @JsonPropertyDescription("Which object.")
  public @Nullable ObjectReference object;

  @Required
  @JsonPropertyDescription("Apply where the object is created or changed, Delete where it goes.")
  public @Nullable ProposedOperation operation;

  @Required
  @Pattern("^[0-9a-f]{64}$")
  @Size(max = 64)
  @JsonPropertyDescription(
      "Digest of what routes traffic in `content`, or, where the object goes, in the object that"
          + " goes. A change to other content is not a member.")
  public String fingerprint = "";

  @JsonPropertyDescription(
      "True says that the object is to go although it serves; see the check"
          + " serving-object-deleted.")
  public @Nullable Boolean allowDelete;

  @PreserveUnknownFields
  @Size(max = 16)
  @JsonPropertyDescription("The object after the change, with the API server's defaults.")
  public @Nullable Map<String, Object> content;
}
