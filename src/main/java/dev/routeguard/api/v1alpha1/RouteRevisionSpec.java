package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One good state of one object. Written once. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RouteRevisionSpec {
  @Required
  @JsonPropertyDescription("Object, with the uid and resourceVersion it had in this state.")
  public @Nullable ObjectReference object;

  @Required
  @Min(1)
  @JsonPropertyDescription("Number of this state among those of the object; a later one is higher.")
  public @Nullable Long revision;

  @Required
  @JsonPropertyDescription("When the object came into this state, or was first seen in it.")
  public @Nullable Instant time;

  @Required
  @Size(min = 1, max = Limits.DIGEST)
  @JsonPropertyDescription("Digest of what routes traffic in the object.")
  public String fingerprint = "";

  @Required
  @Size(min = 1, max = Limits.DIGEST)
  @JsonPropertyDescription("SHA-256 of `state`: a state that does not match it is never put back.")
  public String hash = "";

  @Required
  @PreserveUnknownFields
  @Size(min = 1, max = 16)
  @JsonPropertyDescription(
      "What is put back: apiVersion, kind, labels, routing annotations and spec; never status,"
          + " finalizers or owner references.")
  public @Nullable Map<String, Object> state;

  @Required
  @JsonPropertyDescription(
      "Baseline: it was there when Routeguard first saw the object. Admitted: a change made it and"
          + " no policy was against it. Restored: Routeguard put it back.")
  public @Nullable RevisionReason reason;

  @Size(max = Limits.NAME)
  @JsonPropertyDescription("RouteChange that led to this state, in the same namespace.")
  public @Nullable String change;
}
