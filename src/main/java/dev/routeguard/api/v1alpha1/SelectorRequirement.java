package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One requirement of a label selector. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
    message = "`values` must be set with the operators In and NotIn, and with no other")
public class SelectorRequirement {
  @Required
  @Size(min = 1, max = 317)
  @JsonPropertyDescription("Key of the label.")
  public String key = "";

  @Required
  @JsonPropertyDescription("How the label compares: In, NotIn, Exists or DoesNotExist.")
  public @Nullable SelectorOperator operator;

  @Size(max = 32)
  @JsonPropertyDescription("Values to compare with; only for In and NotIn.")
  public @Nullable List<@Size(max = 63) String> values;
}
