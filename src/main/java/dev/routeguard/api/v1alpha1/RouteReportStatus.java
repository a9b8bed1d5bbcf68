package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with an object now. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RouteReportStatus {
  @Size(max = Limits.FINDINGS)
  @JsonPropertyDescription("What is wrong now, the worst first.")
  public @Nullable List<RecordedFinding> findings;

  @JsonPropertyDescription("How many findings there are of each severity.")
  public @Nullable SeverityCounts counts;

  @Min(0)
  @JsonPropertyDescription("How many findings there are, also those left out here.")
  public @Nullable Integer total;

  @JsonPropertyDescription("True where findings were left out to bound the report.")
  public @Nullable Boolean truncated;

  @JsonPropertyDescription("When the findings last changed.")
  public @Nullable Instant lastChanged;
}
