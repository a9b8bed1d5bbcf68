package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the last good state was put back. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RecordedRollback {
  @JsonPropertyDescription("When it was put back.")
  public @Nullable Instant time;

  @Size(max = Limits.NAME)
  @JsonPropertyDescription("Replica of the operator that did it.")
  public @Nullable String by;

  @Size(max = Limits.NAME)
  @JsonPropertyDescription("RouteRevision that was put back, in the same namespace.")
  public @Nullable String revision;

  @Size(max = 128)
  @JsonPropertyDescription("metadata.resourceVersion of the object afterwards.")
  public @Nullable String resourceVersion;

  @Size(max = 128)
  @JsonPropertyDescription(
      "metadata.uid of the object afterwards: a new one where it had been deleted.")
  public @Nullable String uid;

  @Min(0)
  @JsonPropertyDescription("How often it was tried.")
  public @Nullable Integer attempts;

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription("What happened, or why it did not.")
  public @Nullable String message;
}
