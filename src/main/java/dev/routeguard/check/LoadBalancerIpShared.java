package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.PinnedAddresses;
import java.util.List;
import java.util.stream.Stream;

/**
 * X22. Two Services that ask for one address compete for it, and with one sharing key they stand on
 * it side by side: MetalLB docs "IP address sharing", Cilium docs "Sharing Keys".
 */
public final class LoadBalancerIpShared implements StateCheck {
  static final String NAME = "load-balancer-ip-shared";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X22",
          NAME,
          "Load balancer address shared with another owner",
          Severity.HIGH,
          "A Service asks for an address, or has a sharing key, that a Service of another"
              + " namespace has as well.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope.present(Kind.SERVICE).flatMap(service -> found(scope.estate(), service)).toList();
  }

  private static Stream<Found> found(Estate estate, KubernetesObject service) {
    return PinnedAddresses.of(service).stream()
        .flatMap(
            pinned ->
                estate.refs(pinned).stream()
                    .filter(other -> !other.namespace().equals(service.ref().namespace()))
                    .sorted()
                    .limit(1)
                    .map(
                        other ->
                            found(
                                service,
                                pinned.what() + " " + pinned.value(),
                                PinnedAddresses.fieldPath(service, pinned),
                                other)));
  }

  private static Found found(
      KubernetesObject service, String what, String fieldPath, ObjectRef other) {
    return Found.at(
        DESCRIPTION,
        service.ref(),
        what,
        fieldPath,
        "%s asks for %s, and so does %s of another namespace: one takes ports or the address from the other"
            .formatted(service.ref(), what, other),
        "Use an address of its own, or a key that both owners have agreed on.");
  }
}
