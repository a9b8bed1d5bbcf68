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

/** The record of one change of what routes traffic: who, what, why, and what became of it. */
@JsonClassDescription(
    "The record of one change of what routes traffic: who, what, why, and what became of it.")
@Group(RoutePolicy.GROUP)
@Version(RoutePolicy.VERSION)
@Plural("routechanges")
@ShortNames("rchg")
@Categories("routeguard")
@AdditionalPrinterColumn(name = "VERDICT", jsonPath = ".spec.verdict")
@AdditionalPrinterColumn(name = "ACTION", jsonPath = ".status.action")
@AdditionalPrinterColumn(name = "KIND", jsonPath = ".spec.object.kind")
@AdditionalPrinterColumn(name = "NAME", jsonPath = ".spec.object.name")
@AdditionalPrinterColumn(name = "ACTOR", jsonPath = ".spec.actor.user")
@AdditionalPrinterColumn(name = "SUMMARY", jsonPath = ".spec.summary")
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "OPERATION", jsonPath = ".spec.operation", priority = 1)
@AdditionalPrinterColumn(name = "ORIGIN", jsonPath = ".spec.origin", priority = 1)
@AdditionalPrinterColumn(name = "MANAGER", jsonPath = ".spec.actor.fieldManager", priority = 1)
@AdditionalPrinterColumn(name = "TIME", jsonPath = ".spec.time", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.verdict")
@AdditionalSelectableField(jsonPath = ".spec.origin")
@AdditionalSelectableField(jsonPath = ".spec.object.kind")
@AdditionalSelectableField(jsonPath = ".spec.object.name")
@AdditionalSelectableField(jsonPath = ".spec.actor.user")
public class RouteChange extends CustomResource<RouteChangeSpec, RouteChangeStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Required
  @ValidationRule(
      value = "self == oldSelf",
      message = "the spec of a RouteChange is a record: it must not be changed")
  @JsonPropertyDescription(
      "What was changed, by whom, and what the policies say about it. Written once.")
  @Override
  public RouteChangeSpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("What became of the change.")
  @Override
  public @Nullable RouteChangeStatus getStatus() {
    return super.getStatus();
  }
}
