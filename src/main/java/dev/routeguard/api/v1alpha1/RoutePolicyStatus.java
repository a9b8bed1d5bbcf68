package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a policy: the status of both kinds of policies. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RoutePolicyStatus {
  @JsonPropertyDescription("metadata.generation of the spec that this status is about.")
  public @Nullable Long observedGeneration;

  @Min(0)
  @JsonPropertyDescription("How many checks and expressions are in force; 0 where not Ready.")
  public @Nullable Integer compiledChecks;

  @Min(0)
  @JsonPropertyDescription("How many objects the policy governs.")
  public @Nullable Integer governed;

  @Min(0)
  @JsonPropertyDescription(
      "How many of them are against it as they stand; checks that are about changes alone do not"
          + " count here.")
  public @Nullable Integer violating;

  @Min(0)
  @JsonPropertyDescription(
      "How many recorded changes of the last seven days it denied, or would have denied in Deny"
          + " mode: the evidence for turning Audit into Deny.")
  public @Nullable Integer wouldHaveDenied;

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription(
      "Why a check or expression could last not be evaluated; empty where all could.")
  public @Nullable String lastError;

  @Size(max = 8)
  @JsonPropertyDescription(
      "Ready is True (Compiled) where the policy is in force; False (CompileFailed) where it says"
          + " something that can't be understood: the message tells the field, the line and the"
          + " column.")
  public @Nullable List<Condition> conditions;
}
