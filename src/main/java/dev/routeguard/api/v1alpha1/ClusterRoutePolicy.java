package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** What to watch for in the routing of the whole cluster, and what to do about it. */
@JsonClassDescription(
    "What to watch for in the routing of the whole cluster, and what to do about it.")
@Group(RoutePolicy.GROUP)
@Version(RoutePolicy.VERSION)
@Plural("clusterroutepolicies")
@ShortNames("crpol")
@Categories("routeguard")
@AdditionalPrinterColumn(name = "MODE", jsonPath = ".spec.mode")
@AdditionalPrinterColumn(name = "SEVERITY", jsonPath = ".spec.severity")
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "CHECKS", jsonPath = ".status.compiledChecks", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "TITLE", jsonPath = ".spec.title", priority = 1)
@AdditionalPrinterColumn(
    name = "MESSAGE",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.mode")
public class ClusterRoutePolicy extends CustomResource<RoutePolicySpec, RoutePolicyStatus> {
  private static final long serialVersionUID = 1L;

  @Required
  @JsonPropertyDescription("What to watch for, and what to do about it.")
  @Override
  public RoutePolicySpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("What became of the policy.")
  @Override
  public @Nullable RoutePolicyStatus getStatus() {
    return super.getStatus();
  }
}
