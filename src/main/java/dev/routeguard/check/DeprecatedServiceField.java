package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;

/** D06. loadBalancerIP is deprecated since Kubernetes 1.24, externalIPs by KEP-5707. */
public final class DeprecatedServiceField implements StateCheck {
  static final String NAME = "deprecated-service-field";
  private static final List<String> FIELDS = List.of("loadBalancerIP", "externalIPs");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D06",
          NAME,
          "Deprecated Service field",
          Severity.LOW,
          "A Service sets loadBalancerIP or externalIPs.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.SERVICE)
        .flatMap(
            service ->
                FIELDS.stream()
                    .filter(field -> service.map("spec").containsKey(field))
                    .filter(field -> !service.map("spec").get(field).equals(List.of()))
                    .map(field -> found(service, field)))
        .toList();
  }

  private static Found found(KubernetesObject service, String field) {
    return Found.at(
        DESCRIPTION,
        service.ref(),
        field,
        "spec." + field,
        "%s sets %s, which is deprecated".formatted(service.ref(), field),
        "Use the provider's annotation.");
  }
}
