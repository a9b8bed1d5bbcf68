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

/** A stored good state of one object, which can be put back. */
@JsonClassDescription("A stored good state of one object, which can be put back.")
@Group(RoutePolicy.GROUP)
@Version(RoutePolicy.VERSION)
@Plural("routerevisions")
@ShortNames("rrev")
@Categories("routeguard")
@AdditionalPrinterColumn(name = "KIND", jsonPath = ".spec.object.kind")
@AdditionalPrinterColumn(name = "OBJECT", jsonPath = ".spec.object.name")
@AdditionalPrinterColumn(name = "REVISION", jsonPath = ".spec.revision", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".spec.reason")
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "CHANGE", jsonPath = ".spec.change", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.object.kind")
@AdditionalSelectableField(jsonPath = ".spec.object.name")
public class RouteRevision extends CustomResource<RouteRevisionSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Required
  @ValidationRule(
      value = "self == oldSelf",
      message = "the spec of a RouteRevision is a record: it must not be changed")
  @JsonPropertyDescription("The state, and how it came to be. Written once.")
  @Override
  public RouteRevisionSpec getSpec() {
    return super.getSpec();
  }
}
