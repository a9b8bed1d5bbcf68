package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Which object, and which edition of it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class ObjectReference {
  @Size(max = 317)
  @JsonPropertyDescription("API version it was written in, such as networking.k8s.io/v1.")
  public @Nullable String apiVersion;

  @Required
  @Size(min = 1, max = 63)
  @JsonPropertyDescription("Kind, such as Ingress.")
  public String kind = "";

  @Size(max = 63)
  @JsonPropertyDescription("Namespace; absent for cluster-scoped kinds.")
  public @Nullable String namespace;

  @Required
  @Size(min = 1, max = Limits.NAME)
  @JsonPropertyDescription("Name.")
  public String name = "";

  @Size(max = 128)
  @JsonPropertyDescription(
      "metadata.uid; absent where the object did not come to be, as in a denied creation.")
  public @Nullable String uid;

  @Size(max = 128)
  @JsonPropertyDescription(
      "metadata.resourceVersion after the change; before it where the change did not land.")
  public @Nullable String resourceVersion;
}
