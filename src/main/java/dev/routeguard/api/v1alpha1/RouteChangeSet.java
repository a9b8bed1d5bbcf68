package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
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

/** Changes that belong together: judged as a whole, and admitted in any order. */
@JsonClassDescription("Changes that belong together: judged as a whole, and admitted in any order.")
@Group(RoutePolicy.GROUP)
@Version(RoutePolicy.VERSION)
@Plural("routechangesets")
@ShortNames("rcset")
@Categories("routeguard")
@AdditionalPrinterColumn(name = "PHASE", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "LANDED", jsonPath = ".status.landed", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "OF", jsonPath = ".status.total", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "BY", jsonPath = ".spec.submittedBy.user")
@AdditionalPrinterColumn(name = "EXPIRES", jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".spec.reason", priority = 1)
public class RouteChangeSet extends CustomResource<RouteChangeSetSpec, RouteChangeSetStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Required
  @ValidationRule(
      value = "self == oldSelf",
      message = "a set was judged as it is: delete it, and submit another one")
  @JsonPropertyDescription("Changes that belong together. Written once.")
  @Override
  public RouteChangeSetSpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("How far the set has come.")
  @Override
  public @Nullable RouteChangeSetStatus getStatus() {
    return super.getStatus();
  }
}
