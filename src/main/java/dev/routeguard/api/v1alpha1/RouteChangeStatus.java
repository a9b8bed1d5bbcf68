package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a change. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RouteChangeStatus {
  @JsonPropertyDescription("metadata.generation of the spec that this status is about.")
  public @Nullable Long observedGeneration;

  @JsonPropertyDescription(
      "Admitted, Warned or Denied at admission; Landed although a policy is against it, with"
          + " nothing to be put back; RollingBack while the last good state is being put back,"
          + " RolledBack after it; Held where a rollback was due and is not made: the condition"
          + " Ready says why.")
  public @Nullable ChangeAction action;

  @JsonPropertyDescription("How the last good state was put back.")
  public @Nullable RecordedRollback rollback;

  @Size(max = 8)
  @JsonPropertyDescription(
      "Ready is True where nothing is left to do for this change, False where somebody should"
          + " look.")
  public @Nullable List<Condition> conditions;
}
