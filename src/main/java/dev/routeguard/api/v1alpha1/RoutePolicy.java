package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** What to watch for in the routing of one namespace, and what to do about it. */
@JsonClassDescription("What to watch for in the routing of one namespace, and what to do about it.")
@Group(RoutePolicy.GROUP)
@Version(RoutePolicy.VERSION)
@Plural("routepolicies")
@ShortNames("rpol")
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
@ValidationRule(
    value = "!has(self.spec.match) || !has(self.spec.match.namespaces)",
    fieldPath = ".spec.match.namespaces",
    message =
        "a RoutePolicy governs its own namespace only: leave `namespaces` out, or write a"
            + " ClusterRoutePolicy")
@ValidationRule(
    value = "!has(self.spec.match) || !has(self.spec.match.namespaceSelector)",
    fieldPath = ".spec.match.namespaceSelector",
    message =
        "a RoutePolicy governs its own namespace only: leave `namespaceSelector` out, or write a"
            + " ClusterRoutePolicy")
@ValidationRule(
    value =
        "!has(self.spec.match) || !has(self.spec.match.kinds)"
            + " || !self.spec.match.kinds.exists(k, k in ['IngressClass', 'GatewayClass'])",
    fieldPath = ".spec.match.kinds",
    message =
        "a RoutePolicy governs its own namespace only: IngressClass and GatewayClass are in none,"
            + " write a ClusterRoutePolicy")
public class RoutePolicy extends CustomResource<RoutePolicySpec, RoutePolicyStatus>
    implements Namespaced {
  /** API group of all of Routeguard's kinds. */
  public static final String GROUP = "routeguard.dev";

  /** The version they are served in. */
  public static final String VERSION = "v1alpha1";

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
