package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;

/**
 * X23. Whatever is listed as source ranges is no longer enforced (cloud-provider-azure, AWS Load
 * Balancer Controller).
 */
public final class ProviderFirewallOff implements StateCheck {
  static final String NAME = "provider-firewall-off";
  private static final List<String> OFF =
      List.of(
          "service.beta.kubernetes.io/azure-disable-load-balancer-nsg-rule",
          "service.beta.kubernetes.io/aws-load-balancer-disable-nlb-sg");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X23",
          NAME,
          "Provider firewall switched off",
          Severity.HIGH,
          "An annotation tells the provider not to keep firewall rules for a load balancer.",
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
                OFF.stream()
                    .filter(
                        key -> "true".equals(service.annotations().getOrDefault(key, "").strip()))
                    .map(key -> found(service, key)))
        .toList();
  }

  private static Found found(KubernetesObject service, String key) {
    return Found.at(
        DESCRIPTION,
        service.ref(),
        key,
        "metadata.annotations[%s]".formatted(key),
        "%s has its provider's firewall switched off".formatted(service.ref()),
        "Restrict the sources instead.");
  }
}
