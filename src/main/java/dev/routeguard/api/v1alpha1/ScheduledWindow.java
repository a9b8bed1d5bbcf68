package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A time in which a policy is stricter. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.cron) ? has(self.duration) : has(self.from) && has(self.until)",
    message = "a window must have `cron` and `duration`, or `from` and `until`")
public class ScheduledWindow {
  @Size(min = 1, max = 128)
  @JsonPropertyDescription(
      "When it begins, again and again: minute, hour, day of month, month, day of week, such as"
          + " 0 16 * * 5.")
  public @Nullable String cron;

  @Size(min = 1, max = 32)
  @JsonPropertyDescription("How long it lasts from then, such as 90m, 64h or 2d.")
  public @Nullable String duration;

  @Size(min = 1, max = 64)
  @JsonPropertyDescription("Time zone of `cron`, such as Europe/Berlin; UTC where absent.")
  public @Nullable String zone;

  @Size(min = 1, max = 64)
  @JsonPropertyDescription("When it begins, once: 2026-12-23T16:00:00Z.")
  public @Nullable String from;

  @Size(min = 1, max = 64)
  @JsonPropertyDescription("When it ends, once.")
  public @Nullable String until;

  @Required
  @JsonPropertyDescription(
      "The policy's mode in that time; stricter than `spec.mode`. Of windows that overlap the"
          + " strictest counts.")
  public @Nullable Mode mode;

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription("Why; told to whoever is denied.")
  public @Nullable String reason;

  @JsonPropertyDescription(
      "For whom nothing is different then, such as the group of those who may break the glass.")
  public @Nullable ExcludedActors except;
}
