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

/** One person's word on one proposed change of what routes traffic. */
@JsonClassDescription("One person's word on one proposed change of what routes traffic.")
@Group(RoutePolicy.GROUP)
@Version(RoutePolicy.VERSION)
@Plural("routeapprovals")
@ShortNames("rappr")
@Categories("routeguard")
@AdditionalPrinterColumn(name = "DECISION", jsonPath = ".spec.decision")
@AdditionalPrinterColumn(name = "OPERATION", jsonPath = ".spec.operation")
@AdditionalPrinterColumn(name = "KIND", jsonPath = ".spec.object.kind")
@AdditionalPrinterColumn(name = "NAME", jsonPath = ".spec.object.name")
@AdditionalPrinterColumn(name = "BY", jsonPath = ".spec.by.user")
@AdditionalPrinterColumn(name = "TICKET", jsonPath = ".spec.ticket")
@AdditionalPrinterColumn(name = "EXPIRES", jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "FINGERPRINT", jsonPath = ".spec.fingerprint", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.decision")
@AdditionalSelectableField(jsonPath = ".spec.object.name")
@AdditionalSelectableField(jsonPath = ".spec.fingerprint")
public class RouteApproval extends CustomResource<RouteApprovalSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Required
  @ValidationRule(
      value = "self == oldSelf",
      message = "a word that was given is not edited: delete it, and give another one")
  @JsonPropertyDescription("One person's word on one proposed change. Written once.")
  @Override
  public RouteApprovalSpec getSpec() {
    return super.getSpec();
  }
}
