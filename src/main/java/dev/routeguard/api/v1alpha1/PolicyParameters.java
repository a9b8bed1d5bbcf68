package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What `params` stands for in a policy's expressions. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.inline) != has(self.configMap)",
    message = "`params` must have exactly one of `inline` and `configMap`")
public class PolicyParameters {
  @PreserveUnknownFields
  @Size(max = 64)
  @JsonPropertyDescription("The parameters themselves.")
  public @Nullable Map<String, Object> inline;

  @JsonPropertyDescription(
      "ConfigMap whose content `params` is, as in a ValidatingAdmissionPolicy: params.data.limit."
          + " It must have the label routeguard.dev/params; values are texts. A change of it counts"
          + " from the next review on.")
  public @Nullable ConfigMapReference configMap;

  /** Which. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public static class ConfigMapReference {
    @Size(max = 63)
    @JsonPropertyDescription(
        "Its namespace; in a RoutePolicy that of the policy, whether or not it is written.")
    public @Nullable String namespace;

    @Required
    @Size(min = 1, max = Limits.NAME)
    @JsonPropertyDescription("Its name.")
    public String name = "";
  }
}
