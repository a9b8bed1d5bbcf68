package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How much a change touches. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RecordedImpact {
  @Min(0)
  @JsonPropertyDescription("Routes whose answer changes.")
  public @Nullable Integer routes;

  @Min(0)
  @JsonPropertyDescription("Hosts among them.")
  public @Nullable Integer hosts;

  @Min(0)
  @JsonPropertyDescription("Namespaces whose routes or backends are touched.")
  public @Nullable Integer namespaces;

  @Min(0)
  @JsonPropertyDescription("Ready endpoints behind the touched routes before the change.")
  public @Nullable Integer readyEndpointsBefore;

  @Min(0)
  @JsonPropertyDescription("Ready endpoints behind the touched routes after the change.")
  public @Nullable Integer readyEndpointsAfter;

  @Min(0)
  @Max(100)
  @JsonPropertyDescription(
      "Percent of what `basis` counts that is lost or fails on the touched hosts, rounded up.")
  public @Nullable Integer lostPercent;

  @JsonPropertyDescription(
      "What the percent counts: Routes, or Requests where their shares are known.")
  public @Nullable ImpactBasis basis;
}
