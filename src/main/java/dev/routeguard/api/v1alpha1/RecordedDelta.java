package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One difference in routes, proven by one request that is answered differently. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RecordedDelta {
  @Required
  @JsonPropertyDescription(
      "Lost: served before, now not. Gained: the other way round. Moved: other backends."
          + " Reweighted: other shares. Changed: another attribute, readiness or redirect.")
  public @Nullable DeltaType type;

  @Size(max = 384)
  @JsonPropertyDescription(
      "Where requests come in: class:nginx, edge/public (a Gateway) or service:shop/mail.")
  public @Nullable String entry;

  @Size(max = Limits.HOST)
  @JsonPropertyDescription("Host of the route; absent for every host.")
  public @Nullable String host;

  @Min(1)
  @Max(65535)
  @JsonPropertyDescription("Port that the requests come in on.")
  public @Nullable Integer port;

  @Size(max = Limits.PHRASE)
  @JsonPropertyDescription("What the route takes, such as shop.example.com/pay.")
  public @Nullable String match;

  @Size(max = Limits.PHRASE)
  @JsonPropertyDescription("One request that is answered differently.")
  public @Nullable String witness;

  @Size(max = Limits.PHRASE)
  @JsonPropertyDescription("What answered it before, such as shop/pay:8080 or 404.")
  public @Nullable String before;

  @Size(max = Limits.PHRASE)
  @JsonPropertyDescription("What answers it after.")
  public @Nullable String after;
}
