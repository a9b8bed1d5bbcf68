package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A CEL expression with a name: a variable or a match condition. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class NamedCelExpression {
  @Required
  @Size(min = 1, max = 63)
  @JsonPropertyDescription("Name, different from the others'.")
  public String name = "";

  @Required
  @Size(min = 1, max = Limits.EXPRESSION)
  @JsonPropertyDescription("CEL expression.")
  public String expression = "";
}
