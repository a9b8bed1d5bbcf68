package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of which a policy asks less, for a reason and for a time. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class ExceptedObject {
  @Required
  @JsonPropertyDescription("Kind of the object that a finding is about.")
  public @Nullable WatchedKind kind;

  @Size(max = 63)
  @JsonPropertyDescription(
      "Its namespace; in a RoutePolicy that of the policy, whether or not it is written.")
  public @Nullable String namespace;

  @Required
  @Size(min = 1, max = Limits.NAME)
  @JsonPropertyDescription("Its name.")
  public String name = "";

  @Size(max = 64)
  @JsonPropertyDescription(
      "Checks and expressions of the policy that it is about; all where empty. Validations are"
          + " called validation-1, validation-2 and so on.")
  public @Nullable List<@Size(min = 1, max = 63) String> only;

  @JsonPropertyDescription(
      "How strict the policy still is: Audit where absent, so that findings are recorded and lead to"
          + " nothing. Of exceptions that overlap the strictest counts.")
  public @Nullable Mode mode;

  @Required
  @Size(min = 1, max = Limits.MESSAGE)
  @JsonPropertyDescription("Why; stands in the record of each change that it lets through.")
  public String reason = "";

  @Required
  @Size(max = 64)
  @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$")
  @JsonPropertyDescription("From when on it counts no more, such as 2026-12-31T00:00:00Z.")
  public String expiresAt = "";
}
