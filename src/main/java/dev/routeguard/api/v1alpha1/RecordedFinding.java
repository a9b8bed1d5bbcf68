package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One thing found, in a record or a report. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RecordedFinding {
  @Required
  @Size(min = 1, max = 63)
  @JsonPropertyDescription("Name of the check, or of the expression in its policy.")
  public String check = "";

  @Size(max = 384)
  @JsonPropertyDescription(
      "Policy that asked for the check, such as ClusterRoutePolicy/no-lost-requests or"
          + " RoutePolicy/shop/no-lost-routes; absent where no policy did.")
  public @Nullable String policy;

  @Required
  @JsonPropertyDescription("How bad it is: Critical, High, Medium or Low.")
  public @Nullable FindingSeverity severity;

  @Required
  @JsonPropertyDescription(
      "Added by the change; Standing where it was there before; Error where the check could not be"
          + " evaluated, the message says why.")
  public @Nullable FindingState state;

  @JsonPropertyDescription(
      "Object it sits on, where that is not the object of this record or report.")
  public @Nullable ObjectReference object;

  @Size(max = Limits.PHRASE)
  @JsonPropertyDescription("What in the object: host and path, listener, port or backend.")
  public @Nullable String subject;

  @Size(max = Limits.FIELD_PATH)
  @JsonPropertyDescription("Where in the object, such as spec.rules[0].http.paths.")
  public @Nullable String fieldPath;

  @Required
  @Size(min = 1, max = Limits.MESSAGE)
  @JsonPropertyDescription("What was found.")
  public String message = "";

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription("How to fix it.")
  public @Nullable String remedy;

  @Size(max = Limits.PHRASE)
  @JsonPropertyDescription("One request that shows it, such as GET https://shop.example.com/pay.")
  public @Nullable String witness;

  @Size(max = Limits.PHRASE)
  @JsonPropertyDescription(
      "Reason and expiry of the policy's exception that it falls under; absent where none does.")
  public @Nullable String exception;

  @Size(max = Limits.URL)
  @JsonPropertyDescription("Where to read more.")
  public @Nullable String docsUrl;
}
