package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change does to traffic, in words and in structure. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RecordedDiff {
  @Size(max = Limits.WORDS)
  @JsonPropertyDescription("One sentence per difference, the heaviest loss first.")
  public @Nullable List<@Size(max = Limits.MESSAGE) String> words;

  @Size(max = Limits.DELTAS)
  @JsonPropertyDescription("The differences, the heaviest loss first.")
  public @Nullable List<RecordedDelta> entries;

  @Min(0)
  @JsonPropertyDescription("How many differences there are, also those left out here.")
  public @Nullable Integer total;

  @JsonPropertyDescription("True where words or entries were left out to bound the record.")
  public @Nullable Boolean truncated;
}
