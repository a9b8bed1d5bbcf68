package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A check as a ValidatingAdmissionPolicy writes it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class PolicyValidation {
  @Required
  @Size(min = 1, max = Limits.EXPRESSION)
  @JsonPropertyDescription("CEL expression that is true where all is well.")
  public String expression = "";

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription(
      "What the finding says where the expression is false; the expression itself where absent.")
  public @Nullable String message;

  @Size(max = Limits.EXPRESSION)
  @JsonPropertyDescription(
      "CEL expression for what the finding says; `message` where it gives no text.")
  public @Nullable String messageExpression;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Taken so that a ValidatingAdmissionPolicy's validations can be pasted; the API server is"
          + " always answered Forbidden.")
  public @Nullable String reason;
}
