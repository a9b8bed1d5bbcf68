package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who says something; compared at admission with who really writes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Person {
  @Required
  @Size(min = 1, max = 512)
  @JsonPropertyDescription("Own user name, as `kubectl auth whoami` prints it.")
  public String user = "";

  @Size(max = Limits.GROUPS)
  @JsonPropertyDescription(
      "Own groups, those that are to count; as `kubectl auth whoami` prints them.")
  public @Nullable List<@Size(max = 512) String> groups;
}
