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

/** What is wrong with one object now. There is none where nothing is. */
@JsonClassDescription("What is wrong with one object now. There is none where nothing is.")
@Group(RoutePolicy.GROUP)
@Version(RoutePolicy.VERSION)
@Plural("routereports")
@ShortNames("rrep")
@Categories("routeguard")
@AdditionalPrinterColumn(name = "KIND", jsonPath = ".spec.object.kind")
@AdditionalPrinterColumn(name = "OBJECT", jsonPath = ".spec.object.name")
@AdditionalPrinterColumn(
    name = "CRITICAL",
    jsonPath = ".status.counts.critical",
    type = Type.INTEGER)
@AdditionalPrinterColumn(name = "HIGH", jsonPath = ".status.counts.high", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "MEDIUM", jsonPath = ".status.counts.medium", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "LOW", jsonPath = ".status.counts.low", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "CHANGED",
    jsonPath = ".status.lastChanged",
    type = Type.DATE,
    priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.object.kind")
@AdditionalSelectableField(jsonPath = ".spec.object.name")
public class RouteReport extends CustomResource<RouteReportSpec, RouteReportStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Required
  @ValidationRule(
      value = "self.object.kind == oldSelf.object.kind && self.object.name == oldSelf.object.name",
      message = "a RouteReport is about one object: kind and name must not be changed")
  @JsonPropertyDescription("What the report is about.")
  @Override
  public RouteReportSpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("What is wrong with the object now.")
  @Override
  public @Nullable RouteReportStatus getStatus() {
    return super.getStatus();
  }
}
