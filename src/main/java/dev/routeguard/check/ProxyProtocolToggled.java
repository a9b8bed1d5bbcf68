package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * S11. A backend that does not expect the header refuses every connection, and one that does
 * refuses those without.
 */
public final class ProxyProtocolToggled implements ChangeCheck {
  static final String NAME = "proxy-protocol-toggled";
  private static final List<String> KEYS =
      List.of(
          "service.beta.kubernetes.io/aws-load-balancer-proxy-protocol",
          "service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol",
          "service.beta.kubernetes.io/azure-pls-proxy-protocol",
          "load-balancer.hetzner.cloud/uses-proxyprotocol");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S11",
          NAME,
          "Proxy protocol switched",
          Severity.HIGH,
          "The proxy protocol annotation of a load balancer with address is added, removed"
              + " or changed.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream().flatMap(ProxyProtocolToggled::found).toList();
  }

  private static Stream<Found> found(Change change) {
    var before = change.before();
    var after = change.after();
    if (before == null
        || after == null
        || before.ref().kind() != Kind.SERVICE
        || before.map("status", "loadBalancer").isEmpty()) {
      return Stream.empty();
    }
    return KEYS.stream()
        .filter(key -> !value(before, key).equals(value(after, key)))
        .map(
            key ->
                Found.at(
                    DESCRIPTION,
                    change.ref(),
                    key,
                    "metadata.annotations[%s]".formatted(key),
                    "%s switches proxy protocol under running connections".formatted(change.ref()),
                    "Switch the backend and the load balancer together."));
  }

  private static String value(KubernetesObject service, String key) {
    var value = service.annotations().getOrDefault(key, "").strip();
    return value.equals("false") ? "" : value;
  }
}
