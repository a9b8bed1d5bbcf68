package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people must have said of a change before it may go through. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.approvals) || has(self.ticket) || has(self.checklist)",
    message = "`requires` must require something: `approvals`, `ticket` or `checklist`")
public class PolicyRequirements {
  @JsonPropertyDescription("Approvals by others than the author of the change.")
  public @Nullable RequiredApprovals approvals;

  @Size(min = 1, max = Limits.NAME)
  @JsonPropertyDescription(
      "Regular expression (RE2) that the ticket must match as a whole, such as OPS-[0-9]+.")
  public @Nullable String ticket;

  @Size(min = 1, max = 32)
  @JsonPropertyDescription("Items that the author must have acknowledged, word for word.")
  public @Nullable List<@Size(min = 1, max = Limits.MESSAGE) String> checklist;

  /** How many, and of whom. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public static class RequiredApprovals {
    @Min(1)
    @Max(8)
    @JsonPropertyDescription("How many different people; 1 where absent.")
    public @Nullable Integer count;

    @Size(min = 1, max = 512)
    @JsonPropertyDescription("Group that each of them must be in; anybody where absent.")
    public @Nullable String group;
  }
}
