package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People and programs, by user or group. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class ExcludedActors {
  @Size(max = 64)
  @JsonPropertyDescription(
      "User names as the API server authenticates them, such as alice or"
          + " system:serviceaccount:argocd:argocd-application-controller. The user is known at"
          + " admission only: a change that passed the webhook by is judged for everybody.")
  public @Nullable List<@Size(min = 1, max = 512) String> users;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Groups of users, such as system:masters or" + " system:serviceaccounts:argocd.")
  public @Nullable List<@Size(min = 1, max = 512) String> groups;
}
