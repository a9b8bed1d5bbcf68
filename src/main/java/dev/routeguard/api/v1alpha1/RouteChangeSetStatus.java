package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a change set has come. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RouteChangeSetStatus {
  @JsonPropertyDescription(
      "Open while members may come, Complete where all have landed, Expired where some have not.")
  public @Nullable ChangeSetPhase phase;

  @JsonPropertyDescription("How many members have landed.")
  public @Nullable Integer landed;

  @JsonPropertyDescription("How many members there are.")
  public @Nullable Integer total;

  @Size(max = Limits.MEMBERS)
  @JsonPropertyDescription("Members that have not landed, such as Ingress/shop/web.")
  public @Nullable List<@Size(max = Limits.FIELD_PATH) String> missing;

  @Size(max = 8)
  @JsonPropertyDescription(
      "Ready is True while the set is in force or complete, False where it expired unfinished.")
  public @Nullable List<Condition> conditions;
}
