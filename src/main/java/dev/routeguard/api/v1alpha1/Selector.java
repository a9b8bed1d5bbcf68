package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label selector, as Kubernetes means it: all requirements hold. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Selector {
  @Size(max = 16)
  @JsonPropertyDescription(
      "Labels that must be carried, each with this value. Every namespace has the label"
          + " kubernetes.io/metadata.name with its own name, which users can't change.")
  public @Nullable Map<@Size(max = 317) String, @Size(max = 63) String> matchLabels;

  @Size(max = 16)
  @JsonPropertyDescription("Requirements on the labels; all must hold.")
  public @Nullable List<SelectorRequirement> matchExpressions;
}
