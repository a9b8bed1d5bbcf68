package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** How many findings there are of each severity. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SeverityCounts {
  @Min(0)
  @JsonPropertyDescription("Critical findings.")
  public int critical;

  @Min(0)
  @JsonPropertyDescription("High findings.")
  public int high;

  @Min(0)
  @JsonPropertyDescription("Medium findings.")
  public int medium;

  @Min(0)
  @JsonPropertyDescription("Low findings.")
  public int low;
}
