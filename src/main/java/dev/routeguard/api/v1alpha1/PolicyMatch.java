package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy governs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public class PolicyMatch {
  @Size(max = 16)
  @JsonPropertyDescription("Kinds of objects that are governed; all watched kinds where empty.")
  public @Nullable List<WatchedKind> kinds;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Names of namespaces that are governed; all where empty. Not in a RoutePolicy, which governs"
          + " its own namespace only.")
  public @Nullable List<@Size(min = 1, max = 63) @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$") String>
      namespaces;

  @JsonPropertyDescription(
      "Namespaces that are governed, by their labels; all where absent. Where `namespaces` is set"
          + " too, both must hold. Not in a RoutePolicy.")
  public @Nullable Selector namespaceSelector;

  @JsonPropertyDescription(
      "Objects that are governed, by their own labels; all where absent. A change is governed where"
          + " the object meets it before or after, so that nobody leaves by taking a label off.")
  public @Nullable Selector objectSelector;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Hosts that are governed: exact (shop.example.com) or everything below a name"
          + " (*.example.com). An object is governed where one of its hosts is; all where empty.")
  public @Nullable
      List<
          @Size(min = 1, max = Limits.HOST)
          @Pattern("^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
          String>
      hosts;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Names of IngressClasses, GatewayClasses or load-balancer classes that are governed; all"
          + " where empty.")
  public @Nullable
      List<
          @Size(min = 1, max = Limits.NAME) @Pattern("^[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?$")
          String>
      classes;

  @Size(max = 3)
  @JsonPropertyDescription("Operations that are governed: CREATE, UPDATE, DELETE; all where empty.")
  public @Nullable List<ChangeOperation> operations;

  @JsonPropertyDescription(
      "People and programs whose changes are governed; everybody's where absent.")
  public @Nullable ExcludedActors actors;

  @JsonPropertyDescription("People and programs whose changes are left alone.")
  public @Nullable ExcludedActors excludeActors;
}
