package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import java.util.List;

/**
 * X08. Whoever may create Services can take traffic to any address inside the cluster;
 * CVE-2020-8554, KEP-5707.
 */
public final class ExternalIps implements StateCheck {
  static final String NAME = "external-ips";
  private static final String ALLOWED = "allowed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X08",
          NAME,
          "externalIPs set",
          Severity.HIGH,
          "A Service claims addresses in spec.externalIPs that are not in allowed.",
          List.of(ParameterSpec.ranges(ALLOWED, "Addresses that may be claimed.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var allowed = ranges(parameters.texts(ALLOWED));
    return scope
        .present(Kind.SERVICE)
        .flatMap(
            service ->
                Tree.texts(service.map("spec"), "externalIPs").stream()
                    .filter(ip -> !isAllowed(ip, allowed))
                    .map(ip -> found(service, ip)))
        .toList();
  }

  private static List<AddressRange> ranges(List<String> texts) {
    return texts.stream().flatMap(text -> AddressRange.parse(text).stream()).toList();
  }

  private static boolean isAllowed(String ip, List<AddressRange> allowed) {
    return AddressRange.parse(ip).filter(address -> address.isWithin(allowed)).isPresent();
  }

  private static Found found(KubernetesObject service, String ip) {
    return Found.at(
        DESCRIPTION,
        service.ref(),
        ip,
        "spec.externalIPs",
        "%s claims traffic to %s".formatted(service.ref(), ip),
        "Use a load balancer, or have the range allowed.");
  }
}
