package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Which policy, and which generation of it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class PolicyReference {
  @Required
  @JsonPropertyDescription("RoutePolicy or ClusterRoutePolicy.")
  public @Nullable PolicyKind kind;

  @Size(max = 63)
  @JsonPropertyDescription("Namespace; absent for a ClusterRoutePolicy.")
  public @Nullable String namespace;

  @Required
  @Size(min = 1, max = Limits.NAME)
  @JsonPropertyDescription("Name.")
  public String name = "";

  @Size(max = 128)
  @JsonPropertyDescription("metadata.uid.")
  public @Nullable String uid;

  @Min(0)
  @JsonPropertyDescription("metadata.generation that judged; the policy may have changed since.")
  public @Nullable Long generation;
}
