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

/** One check of a policy: a built-in one by name, or a CEL expression. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.expression) || has(self.message) != has(self.messageExpression)",
    message =
        "a check with `expression` must have exactly one of `message` and `messageExpression`")
@ValidationRule(
    value = "!has(self.expression) || !has(self.parameters)",
    message = "`parameters` are for built-in checks: leave them out beside `expression`")
@ValidationRule(
    value =
        "has(self.expression)"
            + " || !(has(self.message) || has(self.messageExpression) || has(self.fieldPath))",
    message =
        "`message`, `messageExpression` and `fieldPath` are for expressions: a built-in check has"
            + " its own")
public class PolicyCheck {
  @Required
  @Size(min = 1, max = 63)
  @Pattern("^[a-z0-9]+(-[a-z0-9]+)*$")
  @JsonPropertyDescription(
      "Name of the built-in check, such as route-lost; or, beside `expression`, a name of your own"
          + " in the same form. Findings carry it.")
  public String name = "";

  @PreserveUnknownFields
  @Size(max = 32)
  @JsonPropertyDescription(
      "Parameters of the built-in check, such as criticalShare: 0.2; the check's page lists them"
          + " with their defaults. A name or value that the check does not know makes the policy"
          + " not Ready.")
  public @Nullable Map<String, Object> parameters;

  @Size(min = 1, max = Limits.EXPRESSION)
  @JsonPropertyDescription(
      "CEL expression that is true where all is well; false is a finding, anything else an error"
          + " (see failurePolicy). Knows object and oldObject (null where there is none), request,"
          + " namespaceObject, params, variables, routes, diff and impact.")
  public @Nullable String expression;

  @Size(min = 1, max = Limits.MESSAGE)
  @JsonPropertyDescription("What the finding says where the expression is false.")
  public @Nullable String message;

  @Size(min = 1, max = Limits.EXPRESSION)
  @JsonPropertyDescription(
      "CEL expression for what the finding says; must give a text. Knows what `expression` knows.")
  public @Nullable String messageExpression;

  @Size(min = 1, max = Limits.FIELD_PATH)
  @JsonPropertyDescription(
      "Where in the object the finding sits, such as spec.rules[0].host; the whole object where"
          + " absent.")
  public @Nullable String fieldPath;
}
